package dev.onhand.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Lets the shell finish words. */
@Command(
    name = "completion",
    description = "Print a script with which bash or zsh complete the words of this program.",
    footer = {
      "  source <(onhand completion)",
      "  onhand completion > /etc/bash_completion.d/onhand"
    })
final class CompletionCommand extends Action {
  @Override
  int run() {
    surroundings().streams().out().print(AutoComplete.bash("onhand", Main.whole(surroundings())));
    return Exit.OK;
  }
}
