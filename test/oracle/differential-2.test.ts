import { comparesPart } from './suite.ts';

comparesPart(2);
