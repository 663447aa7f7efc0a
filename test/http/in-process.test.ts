import { inProcess } from '../support/service.ts';
import { describeService } from './suite.ts';

describeService(inProcess);
