import { registerLanguage } from '../../shared/strings.ts';
import { spanish } from './spanish.ts';

registerLanguage('es', spanish);
