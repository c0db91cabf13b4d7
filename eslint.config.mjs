/** Templates of .vue files only; oxlint lints everything else, their scripts among it. */
import tsParser from '@typescript-eslint/parser';
import vue from 'eslint-plugin-vue';

export default [
  { ignores: ['dist/**', 'server/**', 'tests/**', 'scripts/**', '*.mjs', '*.ts'] },
  ...vue.configs['flat/recommended'],
  {
    files: ['admin/**/*.vue'],
    languageOptions: { parserOptions: { parser: tsParser, sourceType: 'module' } },
    rules: {
      // oxfmt lays templates out; these rules would fight it.
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      // TypeScript already says which props are optional and of which type.
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
    },
  },
];
