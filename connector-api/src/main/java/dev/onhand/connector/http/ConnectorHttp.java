package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.UnconfirmedException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An account's way out. A call that may not leave now is not sent, and says how long to wait; what
 * went wrong on the wire, and each answer that the connector did not expect, becomes {@link
 * DeferredException} where nothing was done and {@link UnconfirmedException} where it may have
 * been.
 */
public final class ConnectorHttp {

  private final HttpTransport transport;
  private final Folders folders;
  private final URI base;
  private final Map<String, String> headers;
  private final String hidden;
  private final ReplyRules rules;
  private final Pacer pacer;
  private final Consumer<CallRecord> record;
  private final InstantSource clock;

  /**
   * @param pacer of this account
   * @param record is told of every call that left
   */
  public ConnectorHttp(
      HttpTransport transport, Pacer pacer, Consumer<CallRecord> record, InstantSource clock) {
    this(transport, Folders.NONE, pacer, record, clock);
  }

  /**
   * @param folders the account's seller's, for channels that are one
   * @param pacer of this account
   * @param record is told of every call that left
   */
  public ConnectorHttp(
      HttpTransport transport,
      Folders folders,
      Pacer pacer,
      Consumer<CallRecord> record,
      InstantSource clock) {
    this(
        transport,
        folders,
        URI.create("https://address.invalid"),
        Map.of(),
        "",
        ReplyRules.USUAL,
        pacer,
        record,
        clock);
  }

  private ConnectorHttp(
      HttpTransport transport,
      Folders folders,
      URI base,
      Map<String, String> headers,
      String hidden,
      ReplyRules rules,
      Pacer pacer,
      Consumer<CallRecord> record,
      InstantSource clock) {
    this.transport = transport;
    this.folders = folders;
    this.base = base;
    this.headers = Map.copyOf(headers);
    this.hidden = hidden;
    this.rules = rules;
    this.pacer = pacer;
    this.record = record;
    this.clock = clock;
  }

  /** The same for calls below an address. */
  public ConnectorHttp at(URI address) {
    return new ConnectorHttp(
        transport, folders, address, headers, hidden, rules, pacer, record, clock);
  }

  /** The same with a header on every call. */
  public ConnectorHttp with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new ConnectorHttp(transport, folders, base, more, hidden, rules, pacer, record, clock);
  }

  /** The same signing in with a name and a password on every call (RFC 7617). */
  public ConnectorHttp withBasic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** The same with a parameter on every call's address, which is a secret: no call shows it. */
  public ConnectorHttp withHidden(String name, String value) {
    String more = (hidden.isEmpty() ? "" : hidden + "&") + name + "=" + HttpCall.encoded(value);
    return new ConnectorHttp(transport, folders, base, headers, more, rules, pacer, record, clock);
  }

  /** The same where unexpected answers mean something else. */
  public ConnectorHttp with(ReplyRules others) {
    return new ConnectorHttp(
        transport, folders, base, headers, hidden, others, pacer, record, clock);
  }

  /** The time by which calls are made. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Makes a call.
   *
   * @param expected the statuses that the connector reads itself; none: any that says success
   * @return an answer with such a status, which is not a page for people: that is from whatever
   *     stands before the channel
   * @throws DeferredException if nothing was done
   * @throws UnconfirmedException if the call changes something and may have
   */
  public HttpReply send(HttpCall call, int... expected) throws InterruptedException {
    Optional<Duration> wait = pacer.take(call.costs(), call.purpose(), clock.instant());
    if (wait.isPresent()) {
      throw new DeferredException(
          Cause.THROTTLED,
          wait.get(),
          "not sent: the channel's limits or the account's budget allow it later");
    }
    Instant sentAt = clock.instant();
    HttpReply reply;
    try {
      reply =
          Folders.SCHEME.equals(base.getScheme())
              ? folders.exchange(base, headers, call, clock)
              : transport.exchange(base, headers, hidden, call, clock);
    } catch (HttpTransport.NotSentException e) {
      record.accept(new CallRecord(call, sentAt, clock.instant(), null, e.why(), null, null, null));
      throw new DeferredException(e.why(), Duration.ZERO, String.valueOf(e.getMessage()));
    } catch (HttpTransport.NoAnswerException e) {
      record.accept(new CallRecord(call, sentAt, clock.instant(), null, e.why(), null, null, null));
      throw failure(call, e.why(), Duration.ZERO, String.valueOf(e.getMessage()));
    }
    return judged(call, reply, expected);
  }

  private HttpReply judged(HttpCall call, HttpReply reply, int... expected) {
    boolean isExpected =
        !reply.isHtml()
            && (expected.length == 0
                ? reply.isSuccess()
                : Arrays.stream(expected).anyMatch(status -> status == reply.status()));
    Optional<Cause> refusal = isExpected ? rules.refusal(reply) : Optional.empty();
    Cause why = refusal.orElse(isExpected ? null : rules.why(reply));
    record.accept(
        new CallRecord(
            call,
            reply.sentAt(),
            reply.answeredAt(),
            reply.status(),
            why,
            reply.channelTime().orElse(null),
            call.purpose().isOfPush() ? Redaction.beginning(reply) : null,
            reply));
    pacer.learn(rules.perSecond(call, reply));
    if (why == null) {
      pacer.answered();
      rules.pauseAfter(reply).ifPresent(pause -> pacer.rest(reply.answeredAt().plus(pause)));
      return reply;
    }
    Optional<Duration> told = rules.waitAfter(reply);
    Duration wait = told.orElse(Duration.ZERO);
    if (why == Cause.THROTTLED) {
      wait = pacer.throttled(told, reply.answeredAt());
    }
    String advice = rules.advice(reply);
    String said =
        "%s answered HTTP %d%s"
            .formatted(call, reply.status(), advice.isEmpty() ? "" : ": " + advice);
    if (refusal.isPresent()) {
      throw new DeferredException(why, wait, said);
    }
    if (reply.isSuccess() || reply.status() >= 500 && reply.status() != 503) {
      throw failure(call, why, wait, said); // it may have been done all the same
    }
    throw new DeferredException(why, wait, said);
  }

  private static RuntimeException failure(HttpCall call, Cause why, Duration wait, String message) {
    return call.changes()
        ? new UnconfirmedException(message)
        : new DeferredException(why, wait, message);
  }
}
