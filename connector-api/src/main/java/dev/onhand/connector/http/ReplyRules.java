package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Limits.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What answers mean that a connector did not expect; each channel may have its own. */
@FunctionalInterface
public interface ReplyRules {

  /**
   * @param reply with a status that the call did not expect, or a page for people
   * @return why it was not done
   */
  Cause why(HttpReply reply);

  /**
   * Why an answer with a status that was expected is a refusal all the same, by what it holds: then
   * nothing was done.
   */
  default Optional<Cause> refusal(HttpReply reply) {
    return Optional.empty();
  }

  /**
   * What a person should know of an answer that was not expected, without secrets; may be empty.
   */
  default String advice(HttpReply reply) {
    return "";
  }

  /** How long to wait before anything else is asked, where the answer says it. */
  default Optional<Duration> waitAfter(HttpReply reply) {
    return reply.retryAfter();
  }

  /**
   * How long nothing more should be asked, though this was answered as it should be: where the
   * channel says that nothing is left of what it allows.
   */
  default Optional<Duration> pauseAfter(HttpReply reply) {
    return Optional.empty();
  }

  /**
   * How much the channel says that it allows in a second, by the names of the rates: an account may
   * be allowed more than is documented, or less.
   *
   * @param call what was answered
   */
  default Map<String, Double> perSecond(HttpCall call, HttpReply reply) {
    return Map.of();
  }

  /** The same for a channel that means something of its own by some answers. */
  default ReplyRules meaning(Cause cause, Predicate<HttpReply> by) {
    return new ChangedRules(this) {
      @Override
      public Cause why(HttpReply reply) {
        return by.test(reply) ? cause : super.why(reply);
      }
    };
  }

  /** The same with something that people should know wherever that is why. */
  default ReplyRules advising(Cause cause, String advice) {
    return new ChangedRules(this) {
      @Override
      public String advice(HttpReply reply) {
        return why(reply) == cause ? advice : super.advice(reply);
      }
    };
  }

  /**
   * The same for a channel that says in a header how many calls it allows in a second: where it is
   * missing or no such number, nothing is said.
   *
   * @param others that it is not about
   */
  default ReplyRules learning(String header, RatedOperation... others) {
    List<String> untold = RatedOperation.rates(others).stream().map(Rate::name).toList();
    return new ChangedRules(this) {
      @Override
      public Map<String, Double> perSecond(HttpCall call, HttpReply reply) {
        return reply
            .header(header)
            .filter(text -> text.matches("\\d{1,6}(\\.\\d{1,6})?"))
            .map(
                text ->
                    call.costs().keySet().stream()
                        .filter(name -> !untold.contains(name))
                        .collect(Collectors.toMap(name -> name, _ -> Double.valueOf(text))))
            .orElse(Map.of());
      }
    };
  }

  /** The same for a channel that says in its answers that nothing is left, and until when. */
  default ReplyRules pausing(Function<HttpReply, Optional<Duration>> said) {
    return new ChangedRules(this) {
      @Override
      public Optional<Duration> pauseAfter(HttpReply reply) {
        return said.apply(reply);
      }
    };
  }

  /** The same for a channel that says how long to wait in a way of its own, or as others do. */
  default ReplyRules waiting(Function<HttpReply, Optional<Duration>> said) {
    return new ChangedRules(this) {
      @Override
      public Optional<Duration> waitAfter(HttpReply reply) {
        return super.waitAfter(reply).or(() -> said.apply(reply));
      }
    };
  }

  /** The same for a channel whose answers say what is wrong in a field of their JSON. */
  default ReplyRules telling(String field) {
    Pattern told =
        Pattern.compile("\"%s\"\\s*:\\s*\"([^\"\\\\]{1,300})".formatted(Pattern.quote(field)));
    return new ChangedRules(this) {
      @Override
      public String advice(HttpReply reply) {
        Matcher text = told.matcher(reply.isHtml() ? "" : reply.text());
        return text.find() ? text.group(1) : super.advice(reply);
      }
    };
  }

  /**
   * The same for a channel whose address a person wrote down: where it is somewhere else, that is
   * said.
   */
  default ReplyRules pointing() {
    return new ChangedRules(this) {
      @Override
      public String advice(HttpReply reply) {
        return reply.status() / 100 == 3
            ? "the shop is at %s: set address to that"
                .formatted(reply.header("location").orElse("another address"))
            : super.advice(reply);
      }
    };
  }

  /**
   * The same for a channel that wants to be told the time by calls that are signed: where a login
   * is refused, and our clock is further off than that, it is said.
   */
  default ReplyRules minding(Duration tolerance) {
    return new ChangedRules(this) {
      @Override
      public String advice(HttpReply reply) {
        String said = super.advice(reply);
        Duration off =
            Duration.between(reply.channelTime().orElse(reply.answeredAt()), reply.answeredAt())
                .abs();
        boolean isOff = off.compareTo(tolerance) > 0 && super.why(reply) == Cause.LOGIN_REFUSED;
        return isOff
            ? "%s%sthe clock here is %d minutes off that of the channel"
                .formatted(said, said.isEmpty() ? "" : "; ", off.toMinutes())
            : said;
      }
    };
  }

  /** What most channels mean. */
  ReplyRules USUAL =
      reply ->
          switch (reply.status()) {
            case 401 -> Cause.LOGIN_REFUSED;
            case 403 -> reply.isHtml() ? Cause.TURNED_AWAY : Cause.NOT_ALLOWED;
            case 429 -> Cause.THROTTLED;
            default ->
                reply.status() >= 500
                    ? Cause.UNAVAILABLE
                    : reply.isSuccess() ? Cause.UNREADABLE : Cause.UNEXPECTED;
          };
}
