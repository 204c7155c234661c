package dev.onhand.engine.ledger;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import java.util.List;
import java.util.function.Function;

/**
 * Commands of one seller that are decided together.
 *
 * @param commands 1 to {@value #COMMANDS_MAX}, decided in this order
 * @param atomic all or none: one refusal refuses the others too
 * @param checks rows the caller read and relies on; if one changed since, the whole list is refused
 * @param companions rows to be written in the same commit, made from the outcomes; asked for only
 *     if no command was refused, or, where each stands for itself, something was recorded. May be
 *     called more than once (a batch that met a conflict is decided again), so it must only compute
 */
public record CommandList(
    SellerId seller,
    List<Command> commands,
    boolean atomic,
    List<VersionCheck> checks,
    Function<List<Outcome>, List<Companion>> companions) {

  /**
   * What one HTTP batch carries, and what one transaction can hold without keeping the others
   * waiting long.
   */
  public static final int COMMANDS_MAX = 10_000;

  public CommandList {
    commands = List.copyOf(commands);
    checks = List.copyOf(checks);
    if (commands.size() > COMMANDS_MAX) {
      throw new IllegalArgumentException(
          "a list holds at most " + COMMANDS_MAX + " commands, not " + commands.size());
    }
  }

  /** Commands that stand for themselves: each has an outcome of its own. */
  public static CommandList each(SellerId seller, List<Command> commands) {
    return new CommandList(seller, commands, false, List.of(), outcomes -> List.of());
  }

  /** Commands that are recorded together or not at all. */
  public static CommandList allOrNone(SellerId seller, List<Command> commands) {
    return new CommandList(seller, commands, true, List.of(), outcomes -> List.of());
  }

  public CommandList with(Function<List<Outcome>, List<Companion>> newCompanions) {
    return new CommandList(seller, commands, atomic, checks, newCompanions);
  }

  public CommandList with(List<VersionCheck> newChecks) {
    return new CommandList(seller, commands, atomic, newChecks, companions);
  }
}
