package dev.onhand.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.verification.SealBlock;
import dev.onhand.engine.verification.SealChain;
import dev.onhand.engine.verification.Sealer.SealRun;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.engine.verification.Sha256;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcSealerIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final TestSeller seller = TestSeller.create(DATABASE, 3, 2);
  private final JdbcSealer sealer = new JdbcSealer(seller.transactions(), seller.clock());
  private final RandomCommands commands = new RandomCommands(7, 3, 2);

  @Test
  void doesNothingWhereNothingMoved() {
    assertThat(sealer.seal(seller.id())).isEqualTo(new SealRun(0, 0, false));
  }

  @Test
  void countsPositionsWithoutGapsWhereIdsHaveSome() {
    recordRandomly(400);
    sealer.seal(seller.id());
    recordRandomly(300);
    SealRun run = new Sealing(sealer).sealAll(seller.id());

    long movements = seller.number("select count(*) from movement");
    assertThat(run.position()).isEqualTo(movements);
    assertThat(seller.number("select max(movement_id) - min(movement_id) + 1 from movement"))
        .as("refused commands leave gaps in the ids")
        .isGreaterThan(movements);
    assertThat(
            seller.rows(
                """
                select first_position, last_position,
                  (select count(*) from movement where movement_id between first_id and last_id)
                from seal_block order by last_position
                """))
        .allSatisfy(
            row -> {
              String[] parts = row.split("\\|");
              assertThat(Long.parseLong(parts[1]) - Long.parseLong(parts[0]) + 1)
                  .isEqualTo(Long.parseLong(parts[2]));
            });
  }

  @Test
  void putsAtMostAThousandIntoABlock() {
    for (int i = 0; i < 5; i++) {
      seller.record(
          LongStream.range(0, 500).mapToObj(n -> seller.move(Reason.PURCHASE, 1, 1, 1)).toList());
    }
    assertThat(sealer.seal(seller.id())).isEqualTo(new SealRun(2_500, 2_500, false));
    assertThat(seller.rows("select first_position, last_position from seal_block order by 1"))
        .containsExactly("1|1000", "1001|2000", "2001|2500");
  }

  @Test
  void chainsBlocksByHashesThatAnyoneCanRecompute() throws NoSuchAlgorithmException {
    recordRandomly(300);
    sealer.seal(seller.id());
    recordRandomly(300);
    sealer.seal(seller.id());

    Sha256 previous = SealChain.START;
    for (String row :
        seller.rows(
            """
            select first_position, last_position, first_id, last_id, encode(hash, 'hex'), encode(leaves, 'hex')
            from seal_block order by last_position
            """)) {
      String[] parts = row.split("\\|");
      List<byte[]> hashes = hashesOfMovements(parts[2], parts[3]);
      SealBlock block =
          new SealBlock(
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]),
              hashOfAll(hashes));
      previous = SealChain.hash(previous, block);
      assertThat(parts[4]).isEqualTo(previous.hex());
      StringBuilder leaves = new StringBuilder();
      hashes.forEach(hash -> leaves.append(HexFormat.of().formatHex(hash, 0, 8)));
      assertThat(parts[5]).isEqualTo(leaves.toString());
    }
    assertThat(seller.rows("select encode(hash, 'hex') from seller_head"))
        .containsExactly(previous.hex());
  }

  private List<byte[]> hashesOfMovements(String firstId, String lastId)
      throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    List<byte[]> hashes = new ArrayList<>();
    for (String hex :
        seller.rows(
            "select encode(movement_bytes(m), 'hex') from movement m where movement_id between "
                + firstId
                + " and "
                + lastId
                + " order by movement_id")) {
      hashes.add(sha.digest(HexFormat.of().parseHex(hex)));
    }
    return hashes;
  }

  private static Sha256 hashOfAll(List<byte[]> hashes) throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    hashes.forEach(sha::update);
    return Sha256.of(sha.digest());
  }

  @Test
  void leavesALowerIdThatIsNotYetCommittedAndAllAboveItForLater() throws SQLException {
    seller.record(seller.move(Reason.PURCHASE, 5, 1, 1));
    sealer.seal(seller.id());
    try (Connection slow = DATABASE.database().app().getConnection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(
          "select set_config('onhand.seller', '%d', true)".formatted(seller.id().value()));
      statement.execute("select 1 from seller_head for share");
      statement.execute("select nextval('movement_id')");
      seller.record(seller.move(Reason.PURCHASE, 7, 1, 1));

      assertThat(sealer.seal(seller.id())).isEqualTo(new SealRun(0, 1, false));
      slow.rollback();
    }
    assertThat(sealer.seal(seller.id())).isEqualTo(new SealRun(1, 2, false));
  }

  @Test
  void sealsEachMovementOnceWhenManySealAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<SealRun>> sealings = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        sealings.add(() -> sealRepeatedly(40));
      }
      List<Future<SealRun>> answers = sealings.stream().map(threads::submit).toList();
      for (int i = 0; i < 40; i++) {
        recordRandomly(25);
      }
      long sealed = 0;
      for (Future<SealRun> answer : answers) {
        sealed += answer.get().sealed();
      }
      sealed += new Sealing(sealer).sealAll(seller.id()).sealed();
      assertThat(sealed).isEqualTo(seller.number("select count(*) from movement"));
      assertThat(seller.number("select position from seller_head")).isEqualTo(sealed);
    }
  }

  private SealRun sealRepeatedly(int times) {
    long sealed = 0;
    long position = 0;
    for (int i = 0; i < times; i++) {
      SealRun run = sealer.seal(seller.id());
      sealed += run.sealed();
      position = run.position();
    }
    return new SealRun(sealed, position, false);
  }

  private void recordRandomly(int count) {
    seller.record(commands.next(count, seller.clock().instant()));
  }
}
