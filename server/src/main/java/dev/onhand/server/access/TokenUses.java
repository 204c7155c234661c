package dev.onhand.server.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * When tokens were last used, written now and then and not with each request: it is there to tell
 * which tokens nobody uses any more.
 */
final class TokenUses implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(TokenUses.class);

  private static final Duration WRITE_EVERY = Duration.ofSeconds(30);

  private static final Duration LAST_WRITE_MAX = Duration.ofSeconds(1);

  private record Token(SellerId seller, long id) {}

  private final Tokens tokens;
  private final Map<Token, Instant> unwritten = new ConcurrentHashMap<>();
  private final Thread writer;

  TokenUses(Tokens tokens) {
    this.tokens = tokens;
    this.writer = Thread.ofVirtual().name("token-uses").unstarted(this::writeNowAndThen);
  }

  TokenUses start() {
    writer.start();
    return this;
  }

  /** Takes note; cheap enough for every request, for it writes once a second a token. */
  void note(SellerId seller, long id, Instant now) {
    Token token = new Token(seller, id);
    Instant before = unwritten.get(token);
    if (before == null || before.getEpochSecond() != now.getEpochSecond()) {
      unwritten.put(token, now.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** Writes what was noted. What cannot be written now is noted again. */
  void write() {
    Map<SellerId, Map<Long, Instant>> bySeller = new HashMap<>();
    for (Token token : unwritten.keySet()) {
      Instant used = unwritten.remove(token);
      if (used != null) {
        bySeller.computeIfAbsent(token.seller(), seller -> new HashMap<>()).put(token.id(), used);
      }
    }
    bySeller.forEach(this::write);
  }

  private void write(SellerId seller, Map<Long, Instant> used) {
    try {
      tokens.touch(seller, used);
    } catch (RuntimeException e) {
      LOG.warn("cannot note when tokens were used: {}", String.valueOf(e.getMessage()));
      used.forEach((id, time) -> unwritten.putIfAbsent(new Token(seller, id), time));
    }
  }

  private void writeNowAndThen() {
    try {
      while (true) {
        Thread.sleep(WRITE_EVERY);
        write();
      }
    } catch (InterruptedException e) {
      LOG.debug("no longer noting when tokens are used");
    }
  }

  @Override
  public void destroy() throws InterruptedException {
    writer.interrupt();
    writer.join();
    Thread last = Thread.ofVirtual().name("token-uses").start(this::write);
    if (!last.join(LAST_WRITE_MAX)) {
      last.interrupt(); // the database is away, and who stops the server must not wait for it
      last.join(LAST_WRITE_MAX);
    }
  }
}
