package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TokenChecksTest {

  private static final Instant NOW = Instant.parse("2026-11-21T02:40:47Z");

  private final Random random = new Random(1);
  private final FakeTokens tokens = new FakeTokens();
  private Instant now = NOW;
  private long nanos;
  private final TokenChecks checks =
      new TokenChecks(tokens, new TokenUses(tokens), () -> now, () -> nanos);

  private String token(Instant expiresAt) {
    TokenSecret secret = TokenSecret.create(random);
    NewToken token = new NewToken("t", Set.of(Scope.STOCK_READ), expiresAt, "test", NOW);
    tokens.create(new SellerId(7), token, secret);
    return secret.reveal();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    now = now.plus(time);
  }

  @Test
  void looksATokenUpOnceInAWhile() {
    String token = token(null);
    assertThat(checks.check(token).seller()).isEqualTo(new SellerId(7));
    assertThat(checks.check(token)).isSameAs(checks.check(token));
    assertThat(tokens.lookups).hasValue(1);
    pass(TokenChecks.FRESH.plusMillis(1));
    checks.check(token);
    assertThat(tokens.lookups).hasValue(2);
  }

  /** As when a server has just started, and all tills come back. */
  @RepeatedTest(20)
  void looksATokenUpForAllWhoComeAtOnce() throws InterruptedException {
    String token = token(null);
    CountDownLatch answers = new CountDownLatch(1);
    tokens.holding = answers;
    AtomicInteger letIn = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 10 * TokenChecks.LOOKUPS_MAX; i++) {
      callers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    checks.check(token);
                    letIn.incrementAndGet();
                  }));
    }
    while (tokens.lookups.get() < TokenChecks.LOOKUPS_MAX
        || !callers.stream().map(Thread::getState).allMatch(WAITS::contains)) {
      Thread.onSpinWait();
    }
    answers.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(letIn).hasValue(callers.size());
    assertThat(tokens.lookups).hasValue(TokenChecks.LOOKUPS_MAX);
  }

  private static final Set<Thread.State> WAITS =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  @Test
  void doesNotAskTheDatabaseAboutAMistypedToken() {
    String token = token(null);
    assertThatThrownBy(() -> checks.check(token.substring(1)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("mistyped");
    assertThat(tokens.lookups).hasValue(0);
  }

  @Test
  void refusesAnUnknownToken() {
    assertThatThrownBy(() -> checks.check(TokenSecret.create(random).reveal()))
        .hasMessage("There is no such token.");
  }

  @Test
  void refusesAnExpiredTokenFromThatMomentOn() {
    String token = token(NOW.plusMillis(500));
    checks.check(token);
    pass(Duration.ofMillis(500));
    assertThatThrownBy(() -> checks.check(token)).hasMessageContaining("expired");
    assertThat(tokens.lookups).hasValue(1);
  }

  @Test
  void learnsOfARevocationElsewhereInAMoment() {
    String token = token(null);
    checks.check(token);
    tokens.revoke(new SellerId(7), 1, NOW);
    pass(TokenChecks.FRESH.plusMillis(1));
    assertThatThrownBy(() -> checks.check(token)).hasMessage("The token was revoked.");
  }

  @Test
  void learnsOfARevocationHereAtOnce() {
    String token = token(null);
    checks.check(token);
    checks.forget(tokens.revoke(new SellerId(7), 1, NOW).orElseThrow());
    assertThatThrownBy(() -> checks.check(token)).hasMessage("The token was revoked.");
  }

  @Test
  void livesThroughADatabaseThatIsAwayForAMoment() {
    String token = token(null);
    checks.check(token);
    tokens.away = true;
    pass(TokenChecks.FRESH.plusMillis(1));
    assertThatThrownBy(() -> checks.check(token)).isInstanceOf(IllegalStateException.class);
    tokens.away = false;
    assertThat(checks.check(token)).isNotNull();
    tokens.away = true;
    pass(TokenChecks.USABLE.plusMillis(1));
    assertThatThrownBy(() -> checks.check(token)).isInstanceOf(IllegalStateException.class);
  }

  private static final class FakeTokens implements Tokens {
    private final Map<TokenHash, ApiToken> rows = new HashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private CountDownLatch holding = new CountDownLatch(0);
    private boolean away;

    @Override
    public Optional<ApiToken> find(TokenHash hash) {
      lookups.incrementAndGet();
      try {
        holding.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (away) {
        throw new IllegalStateException("away");
      }
      return Optional.ofNullable(rows.get(hash));
    }

    @Override
    public Optional<ApiToken> find(SellerId seller, long id) {
      return rows.values().stream().filter(row -> row.id() == id).findFirst();
    }

    @Override
    public ApiToken create(SellerId seller, NewToken token, TokenSecret secret) {
      ApiToken row =
          new ApiToken(
              seller,
              rows.size() + 1,
              token.name(),
              secret.shownPrefix(),
              token.scopes(),
              token.createdAt(),
              token.createdBy(),
              token.expiresAt(),
              null,
              null);
      rows.put(secret.hash(), row);
      return row;
    }

    @Override
    public Slice<ApiToken> list(SellerId seller, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ApiToken> revoke(SellerId seller, long id, Instant time) {
      rows.replaceAll(
          (hash, row) ->
              row.id() == id
                  ? new ApiToken(
                      row.seller(),
                      row.id(),
                      row.name(),
                      row.prefix(),
                      row.scopes(),
                      row.createdAt(),
                      row.createdBy(),
                      row.expiresAt(),
                      null,
                      time)
                  : row);
      return rows.values().stream().filter(row -> row.id() == id).findFirst();
    }

    @Override
    public void touch(SellerId seller, Map<Long, Instant> lastUsed) {}
  }
}
