import { editSetting, listSettings } from '~/operations/settings-edit.server';
import { UsageError, type Command } from '../context';
import { requiredOption } from '../options';

export const settingCommand: Command = {
  usage: 'setting list | setting set KEY VALUE --reason TEXT',
  options: ['reason'],
  run: (cli, args) => {
    const [verb, key, ...values] = args.words;
    if (verb === 'list' && key === undefined) return listSettings(cli.ctx());
    if (verb !== 'set' || key === undefined || values.length !== 1) {
      throw new UsageError(
        'setting list, or setting set KEY VALUE --reason TEXT (a list or an object as JSON)',
      );
    }
    return editSetting(cli.ctx(), { key, text: values[0]!, reason: requiredOption(args, 'reason') });
  },
};
