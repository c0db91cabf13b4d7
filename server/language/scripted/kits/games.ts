import { kit } from './kit.ts';

export const games = kit('games?\\b (?:board|card|role).?gam play(?:ers?|ing|test)\\b puzzle dice chess', {
  claims: `
    a good rule fits into one breath
    people remember the move and forget the score
    waiting for a turn is the only real boredom
    luck keeps the beginners at the table
    a game shows in ten minutes who listens
    the rule that everybody breaks is the one to change
    losing has to be fun or nobody learns
    the best player is seldom the best host
    three players are a different game from two
    a rule book is read once and then remembered wrongly`,
  troubles: `
    one player knows the rules and everybody else obeys
    the winner is clear after ten minutes and the game takes ninety
    somebody explains for longer than they play
    the clever move is to do nothing
    two people ally and the third makes the tea
    the beginner asks for a hint and gets a plan`,
  steps: `
    play one round open and take it back afterwards
    break one rule on purpose and see what holds
    let the newest player begin
    cut the board in half
    write the rules on one card
    swap seats in the middle of the game
    stop while people want another round
    give the loser the next choice`,
  measures: `
    the minutes until the first real decision
    the time between two turns
    the number of people who ask for another round
    the rules that have to be looked up
    the gap between first and last
    the laughs in an hour`,
  tales: `
    we lost the rule book and the game got better
    I won with a move that nobody had ever needed and it was the last time we used that rule
    we let the youngest explain and understood it for the first time
    a game of [twenty|thirty] minutes took us until three in the morning
    I cheated openly for a round to test the rules and nobody stopped me
    we swapped seats halfway and the leader lost with her own cards`,
});
