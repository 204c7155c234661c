package dev.onhand.server.pages;

import dev.onhand.engine.channels.InboxEvent;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was given up and waits for a person.
 *
 * @param what it was to be done
 * @param error why it failed the last time
 * @param tries how often
 * @param at when it failed the last time
 */
public record DeadLetter(
    String id, String what, @Nullable String error, int tries, @Nullable Instant at) {

  /** What sort of work it is. */
  public enum Kind {
    JOBS("Jobs"),
    INBOX("What channels told"),
    ORDERS("Orders of files and channels");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws ProblemException if there is none of that code
     */
    static Kind read(String code) {
      return Arrays.stream(values())
          .filter(kind -> kind.code().equals(code))
          .findFirst()
          .orElseThrow(
              () -> ProblemException.invalid("kind", "kind must be jobs, inbox or orders"));
    }
  }

  /** What was given up of a kind. */
  public record Given(Kind kind, List<DeadLetter> letters, boolean hasMore) {
    public Given {
      letters = List.copyOf(letters);
    }
  }

  static DeadLetter of(Job job) {
    String id = PublicId.of(IdKind.JOB, job.id());
    return new DeadLetter(id, Show.words(job.kind()), job.error(), job.attempts(), job.endedAt());
  }

  static DeadLetter of(InboxEvent event) {
    return new DeadLetter(
        PublicId.of(IdKind.INBOX_EVENT, event.id()),
        "%s of %s %s".formatted(event.topic(), event.channel(), String.join(", ", event.orders())),
        event.error(),
        event.attempts(),
        event.endedAt());
  }

  static DeadLetter of(FailedOrder failed) {
    return new DeadLetter(
        PublicId.of(IdKind.FAILED_ORDER, failed.id()),
        "order " + failed.failure().name().reference(),
        failed.failure().detail(),
        failed.tries(),
        failed.lastAt());
  }
}
