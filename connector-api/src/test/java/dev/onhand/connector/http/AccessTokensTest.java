package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Limits;
import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

  private static final int RACERS = 8;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final HttpCall READ = HttpCall.get("/offers", Purpose.LISTINGS_READ);
  private static final Limits LIMITS = new Limits(1, List.of(), Duration.ofSeconds(10));

  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final HttpTransport transport =
      new HttpTransport(new AddressRules(List.of(Network.parse("127.0.0.0/8"))));
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Wire wire = Wire.hearing((head, out) -> out.write(answer(head)));
  private final AtomicInteger logins = new AtomicInteger();

  /** The next status that was told, else 401 to tokens that are not good, else success. */
  private byte[] answer(String head) {
    Integer told = statuses.poll();
    int usual = refused.stream().anyMatch(token -> head.contains(token + "\r\n")) ? 401 : 200;
    return "HTTP/1.1 %d X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        .formatted(told == null ? usual : told)
        .getBytes(StandardCharsets.UTF_8);
  }

  @AfterEach
  void close() throws IOException {
    transport.close();
    wire.close();
  }

  @Test
  void fetchesATokenOnceAndKeepsIt() throws Exception {
    AccessTokens tokens = tokens(this::numbered);

    tokens.send(READ);
    tokens.send(READ);

    assertThat(sentTokens()).containsExactly("Bearer token-1", "Bearer token-1");
    assertThat(logins).hasValue(1);
  }

  @Test
  void fetchesAnotherAMinuteBeforeItEnds() throws Exception {
    AccessTokens tokens = tokens(this::numbered);

    tokens.send(READ);
    now = now.plus(HOUR).minusSeconds(61);
    tokens.send(READ);
    now = now.plusSeconds(1);
    tokens.send(READ);

    assertThat(sentTokens()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void keepsATokenThatIsGoodForLessThanTwoMinutesHalfItsTime() throws Exception {
    AccessTokens tokens = tokens(() -> new AccessTokens.Token(named(), Duration.ofSeconds(20)));

    tokens.send(READ);
    now = now.plusSeconds(9);
    tokens.send(READ);
    now = now.plusSeconds(1);
    tokens.send(READ);

    assertThat(sentTokens()).containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void oneOfManyThreadsFetchesTheFirstForAll() throws Exception {
    AccessTokens tokens = tokens(this::numbered);

    race(tokens);

    assertThat(logins).hasValue(1);
    assertThat(sentTokens()).hasSize(RACERS).containsOnly("Bearer token-1");
  }

  @Test
  void oneOfManyThreadsRenewsForAllThatWereRefused() throws Exception {
    AccessTokens tokens = tokens(this::numbered);
    tokens.send(READ);
    refused.add("token-1");

    race(tokens);

    assertThat(logins).hasValue(2);
    assertThat(sentTokens()).filteredOn("Bearer token-2"::equals).hasSize(RACERS);
  }

  @Test
  void oneOfManyThreadsRenewsForAllOnceItEnds() throws Exception {
    AccessTokens tokens = tokens(this::numbered);
    tokens.send(READ);
    now = now.plus(HOUR);

    race(tokens);

    assertThat(logins).hasValue(2);
  }

  @Test
  void doesNotTryAgainWithATokenThatWasJustFetched() {
    AccessTokens tokens = tokens(this::numbered);
    statuses.add(401);

    assertThat(failure(tokens).why()).isEqualTo(Cause.LOGIN_REFUSED);
    assertThat(logins).hasValue(1);
    assertThat(sentTokens()).hasSize(1);
  }

  @Test
  void takesASecondRefusalForWrongCredentials() throws Exception {
    AccessTokens tokens = tokens(this::numbered);
    tokens.send(READ);
    statuses.addAll(List.of(401, 401));

    assertThat(failure(tokens).why()).isEqualTo(Cause.LOGIN_REFUSED);
    assertThat(logins).hasValue(2);
    assertThat(sentTokens()).hasSize(3);
  }

  @Test
  void repeatsNothingThatFailedForAnotherReason() throws Exception {
    AccessTokens tokens = tokens(this::numbered);
    tokens.send(READ);
    statuses.add(403);

    assertThat(failure(tokens).why()).isEqualTo(Cause.NOT_ALLOWED);
    assertThat(logins).hasValue(1);
  }

  @Test
  void sendsNothingWhereThereIsNoTokenAndAsksForOneNextTime() throws Exception {
    Queue<Boolean> refuses = new ConcurrentLinkedQueue<>(List.of(true, false));
    AccessTokens tokens =
        tokens(
            () -> {
              if (refuses.remove()) {
                throw new DeferredException(Cause.LOGIN_REFUSED, Duration.ZERO, "wrong client");
              }
              return numbered();
            });

    assertThat(failure(tokens)).hasMessage("wrong client");
    assertThat(wire.requests()).isEmpty();
    tokens.send(READ);
    assertThat(sentTokens()).containsExactly("Bearer token-1");
  }

  @Test
  void quotesNothingOfALoginThatCannotBeRead() {
    AccessTokens tokens =
        tokens(
            () -> {
              throw new IllegalArgumentException("unexpected: secret-token");
            });

    DeferredException failure = failure(tokens);

    assertThat(failure.why()).isEqualTo(Cause.UNREADABLE);
    assertThat(failure).hasNoCause().hasMessageNotContaining("secret-token");
  }

  private AccessTokens tokens(AccessTokens.Login login) {
    ConnectorHttp http =
        new ConnectorHttp(transport, new Pacer(LIMITS), call -> {}, () -> now).at(wire.address());
    return new AccessTokens(http, "Authorization", "Bearer ", login);
  }

  private AccessTokens.Token numbered() {
    return new AccessTokens.Token(named(), HOUR);
  }

  private Secret named() {
    return Secret.of("token-" + logins.incrementAndGet());
  }

  private static DeferredException failure(AccessTokens tokens) {
    return catchThrowableOfType(DeferredException.class, () -> tokens.send(READ));
  }

  private List<String> sentTokens() {
    return wire.requests().stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("Authorization: "))
        .map(line -> line.substring("Authorization: ".length()))
        .toList();
  }

  /** Has all make a call at once, and waits for them. */
  private void race(AccessTokens tokens) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    Callable<HttpReply> racer =
        () -> {
          start.await();
          return tokens.send(READ);
        };
    try (ExecutorService racers = Executors.newFixedThreadPool(RACERS)) {
      List<Future<HttpReply>> running = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        running.add(racers.submit(racer));
      }
      start.countDown();
      for (Future<HttpReply> each : running) {
        assertThat(each.get().status()).isEqualTo(200);
      }
    }
  }
}
