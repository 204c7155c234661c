package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.access.Users;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.store.access.JdbcPersons;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.access.JdbcTokens;
import dev.onhand.store.access.JdbcUsers;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartIT {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T02:40:47Z"));
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final TestDatabase database = TestDatabase.create();
  private final Sellers sellers = new JdbcSellers(database.database().platform());
  private final Tokens tokens =
      new JdbcTokens(
          new SellerTransactions(database.database().app()), database.database().platform());
  private final Users users =
      new JdbcUsers(
          new SellerTransactions(database.database().app()), database.database().platform());

  private final Persons persons = new JdbcPersons(database.database().platform());

  @TempDir Path data;

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  private FirstStart start(long seed) {
    return new FirstStart(
        sellers,
        tokens,
        new TokenMaking(tokens, new Random(seed)),
        users,
        persons,
        new Links(persons, CLOCK, new Random(seed)),
        CLOCK);
  }

  @Test
  void makesOneSellerAndOneTokenOnce() throws IOException {
    start(1).run(data, PARIS);
    String token = token(data);
    start(2).run(data, ZoneId.of("UTC"));
    assertThat(token(data)).isEqualTo(token);
    assertThat(tokens.find(hash(token))).isPresent();
    assertThat(sellers.findByCode("default").orElseThrow().timeZone()).isEqualTo(PARIS);
    assertThat(tokenCount()).isOne();
  }

  @Test
  void makesOneTokenWhenTwoNodesStartAtOnce(@TempDir Path otherData) throws Exception {
    Callable<Void> first = () -> run(1, data);
    Callable<Void> second = () -> run(2, otherData);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (Future<Void> node : pool.invokeAll(List.of(first, second))) {
        node.get();
      }
    }
    assertThat(tokenCount()).isOne();
    assertThat(Files.exists(data.resolve("token")))
        .isNotEqualTo(Files.exists(otherData.resolve("token")));
  }

  private Void run(long seed, Path directory) {
    start(seed).run(directory, PARIS);
    return null;
  }

  @Test
  void takesUpASecretThatAStartLeftAside() throws IOException {
    start(1).run(data, PARIS);
    String token = token(data);
    Files.move(data.resolve("token"), data.resolve("token.new"));
    start(2).run(data, PARIS);
    assertThat(token(data)).isEqualTo(token);
    assertThat(data.resolve("token.new")).doesNotExist();
  }

  @Test
  void forgetsASecretThatTheDatabaseNeverLearnt() throws IOException {
    Files.writeString(data.resolve("token.new"), TokenSecret.create(new Random(9)).reveal() + "\n");
    start(1).run(data, PARIS);
    assertThat(tokens.find(hash(token(data)))).isPresent();
    assertThat(data.resolve("token.new")).doesNotExist();
  }

  @Test
  void makesATokenWhereAStartEndedBeforeItDid() throws IOException {
    start(1).run(data, PARIS);
    Files.delete(data.resolve("token"));
    try (var connection = database.superuser();
        var statement = connection.createStatement()) {
      statement.execute("delete from token_index");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    start(2).run(data, PARIS);
    assertThat(tokens.find(hash(token(data)))).isPresent();
  }

  @Test
  void makesAWayInForTheOwnerUntilSomebodyHasAPassword() throws IOException {
    start(1).run(data, PARIS);
    String first = welcome();
    start(2).run(data, PARIS);
    String second = welcome();

    assertThat(persons.ofLink(TokenHash.of(first), CLOCK.instant())).as("is over").isEmpty();
    Instant dayAfter = CLOCK.instant().plus(Links.LENGTH);
    assertThat(persons.ofLink(TokenHash.of(second), dayAfter)).as("a day after").isEmpty();
    assertThat(persons.useLink(TokenHash.of(second), "hash", dayAfter)).isEmpty();
    assertThat(persons.useLink(TokenHash.of(second), "hash", CLOCK.instant()).orElseThrow().role())
        .isEqualTo(Role.OWNER);
    assertThat(persons.useLink(TokenHash.of(second), "hash", CLOCK.instant())).isEmpty();
    start(3).run(data, PARIS);
    assertThat(data.resolve("welcome")).doesNotExist();
  }

  private String welcome() throws IOException {
    return Files.readString(data.resolve("welcome")).strip().substring(Links.PATH.length());
  }

  private int tokenCount() {
    return tokens
        .list(sellers.findByCode("default").orElseThrow().id(), PageRequest.first(10))
        .rows()
        .size();
  }

  private static String token(Path directory) throws IOException {
    return Files.readString(directory.resolve("token")).strip();
  }

  private static TokenHash hash(String token) {
    return TokenSecret.parse(token).orElseThrow().hash();
  }
}
