package dev.onhand.server.movements;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.Run;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Movements, thousands at a time, each with an outcome of its own. */
@RestController
class BatchController {

  /** More of what is wrong with one request helps nobody. */
  private static final int ERRORS_MAX = 100;

  private final LedgerCalls ledger;

  BatchController(LedgerCalls ledger) {
    this.ledger = ledger;
  }

  /**
   * What became of a batch.
   *
   * @param data an outcome for each item, in their order
   */
  record BatchBody(
      String object,
      int recorded,
      int alreadyRecorded,
      int refused,
      List<ItemBody> data,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {

    static BatchBody of(List<ItemBody> items, Run run) {
      return new BatchBody(
          "batch",
          count(items, ItemBody.RECORDED),
          count(items, ItemBody.ALREADY_RECORDED),
          count(items, ItemBody.REFUSED),
          items,
          Runs.shown(run));
    }

    private static int count(List<ItemBody> items, String status) {
      return (int) items.stream().filter(item -> item.status().equals(status)).count();
    }
  }

  /**
   * What became of an item.
   *
   * @param status recorded, already_recorded or refused
   * @param code why it was refused
   * @param detail the same in a sentence
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ItemBody(
      int index,
      @Nullable String key,
      String status,
      @Nullable String movementId,
      @Nullable String code,
      @Nullable String detail,
      @Nullable List<FieldError> errors) {

    static final String RECORDED = "recorded";
    static final String ALREADY_RECORDED = "already_recorded";
    static final String REFUSED = "refused";

    static ItemBody of(int index, @Nullable String key, Outcome outcome, Run run) {
      return switch (outcome) {
        case Outcome.Recorded(var movement) ->
            new ItemBody(
                index,
                key,
                RECORDED,
                run == Run.DRY ? null : MovementBody.id(movement.id()),
                null,
                null,
                null);
        case Outcome.AlreadyRecorded(var movement) ->
            new ItemBody(
                index, key, ALREADY_RECORDED, MovementBody.id(movement.id()), null, null, null);
        case Outcome.Refused refused ->
            new ItemBody(index, key, REFUSED, null, refused.code(), Refusals.detail(refused), null);
        case Outcome.Unchanged unchanged ->
            throw new IllegalStateException("a movement always moves something: " + unchanged);
      };
    }

    static ItemBody invalid(int index, @Nullable String key, ProblemException problem) {
      return new ItemBody(
          index, key, REFUSED, null, problem.code().code(), problem.detail(), problem.errors());
    }
  }

  /**
   * Records up to ten thousand movements, each under its own key and with an outcome of its own;
   * or, if atomic, all or none.
   */
  @PostMapping(path = MovementController.PATH + ":batch", produces = "application/json")
  @Needs(Scope.STOCK_WRITE)
  BatchBody createMovements(
      Caller caller,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      @RequestBody MovementBatch body) {
    Commands commands = Commands.of(body, caller.actor());
    boolean atomic = Boolean.TRUE.equals(body.atomic());
    if (atomic && !commands.errors().isEmpty()) {
      throw ProblemException.invalid(first(commands.errors()));
    }
    Run run = Runs.of(dryRun);
    List<Outcome> outcomes =
        commands.list().isEmpty()
            ? List.of()
            : ledger.run(
                atomic
                    ? CommandList.allOrNone(caller.seller(), commands.list())
                    : CommandList.each(caller.seller(), commands.list()),
                run);
    if (atomic) {
      requireAccepted(outcomes);
    }
    return BatchBody.of(commands.answer(body, outcomes, run), run);
  }

  /** A whole list that was refused is a refused request, with the item that is to blame. */
  private static void requireAccepted(List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Refused refused
          && !(refused instanceof Outcome.ListRefused)) {
        String detail = Refusals.detail(refused);
        throw new ProblemException(
                ProblemCode.LIST_REFUSED,
                "Nothing was recorded, because item %d of the list was refused: %s"
                    .formatted(i, detail))
            .withErrors(List.of(new FieldError("/items/" + i, refused.code(), detail)));
      }
    }
  }

  private static List<FieldError> first(List<FieldError> errors) {
    return errors.subList(0, Math.min(errors.size(), ERRORS_MAX));
  }

  /**
   * The commands of a batch.
   *
   * @param byItem of each item its command, or what is wrong with it
   */
  private record Commands(List<Command> list, List<@Nullable ProblemException> byItem) {

    static Commands of(MovementBatch body, String actor) {
      List<Command> list = new ArrayList<>(body.items().size());
      List<@Nullable ProblemException> byItem = new ArrayList<>(body.items().size());
      for (int i = 0; i < body.items().size(); i++) {
        List<FieldError> malformed = body.malformed().get(i);
        MovementBatch.Item item = body.items().get(i);
        try {
          if (malformed != null) {
            throw ProblemException.invalid(malformed);
          }
          list.add(item.movement().command(item.key(), actor));
          byItem.add(null);
        } catch (ProblemException problem) {
          byItem.add(problem);
        }
      }
      return new Commands(list, byItem);
    }

    List<FieldError> errors() {
      List<FieldError> errors = new ArrayList<>();
      for (int i = 0; i < byItem.size(); i++) {
        ProblemException problem = byItem.get(i);
        if (problem != null) {
          for (FieldError error : problem.errors()) {
            errors.add(error.below("/items/" + i));
          }
        }
      }
      return errors;
    }

    List<ItemBody> answer(MovementBatch body, List<Outcome> outcomes, Run run) {
      List<ItemBody> answer = new ArrayList<>(byItem.size());
      int decided = 0;
      for (int i = 0; i < byItem.size(); i++) {
        String key = body.items().get(i).key();
        answer.add(
            byItem.get(i) == null
                ? ItemBody.of(i, key, outcomes.get(decided++), run)
                : ItemBody.invalid(i, key, Objects.requireNonNull(byItem.get(i))));
      }
      return answer;
    }
  }
}
