/** Why somebody writes in the chat. */
export type Mood = 'engaged' | 'bored' | 'confused' | 'fault' | 'answering' | 'greeting' | 'leaving';

/** The side of its behaviour that a bot speaks from (BC-1). */
export type Stance = 'skeptic' | 'leader' | 'creative' | 'aggressive' | 'shy';
