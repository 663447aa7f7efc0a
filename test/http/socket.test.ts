import { overSocket } from '../support/socket.ts';
import { describeService } from './suite.ts';

describeService(overSocket);
