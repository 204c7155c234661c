package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What other rules say, but for what is overridden. */
class ChangedRules implements ReplyRules {

  private final ReplyRules rules;

  ChangedRules(ReplyRules rules) {
    this.rules = rules;
  }

  @Override
  public Cause why(HttpReply reply) {
    return rules.why(reply);
  }

  @Override
  public Optional<Cause> refusal(HttpReply reply) {
    return rules.refusal(reply);
  }

  @Override
  public String advice(HttpReply reply) {
    return rules.advice(reply);
  }

  @Override
  public Optional<Duration> pauseAfter(HttpReply reply) {
    return rules.pauseAfter(reply);
  }

  @Override
  public Map<String, Double> perSecond(HttpCall call, HttpReply reply) {
    return rules.perSecond(call, reply);
  }

  @Override
  public Optional<Duration> waitAfter(HttpReply reply) {
    return rules.waitAfter(reply);
  }
}
