/** The rule engines. Of their own package: this folder is loaded only where that is installed. */
import { contenderOf } from '../contender.ts';
import { bufbuildCel } from './bufbuild-cel.ts';
import { celJs } from './cel-js.ts';
import { jsonLogic } from './json-logic.ts';
import { jsonRules } from './json-rules.ts';
import { zen } from './zen.ts';

export const engines = [jsonLogic, celJs, bufbuildCel, zen, jsonRules].map(contenderOf);
