package dev.onhand.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.verification.Journal.Positioned;
import dev.onhand.engine.verification.JournalHead;
import dev.onhand.engine.verification.SealChain;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcJournalIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final TestSeller seller = TestSeller.create(DATABASE, 3, 2);
  private final JdbcSealer sealer = new JdbcSealer(seller.transactions(), seller.clock());
  private final JdbcJournal journal = new JdbcJournal(seller.transactions());
  private final RandomCommands commands = new RandomCommands(11, 3, 2);

  @Test
  void beginsEmpty() {
    assertThat(journal.head(seller.id())).isEqualTo(new JournalHead(0, SealChain.START, null, 0));
    assertThat(journal.movementsAfterPosition(seller.id(), 0, 10)).isEmpty();
    assertThat(journal.positions(seller.id(), List.of(new MovementId(1)))).isEmpty();
  }

  @Test
  void saysHowMuchIsSealedAndHowMuchIsNot() {
    seller.record(seller.move(Reason.PURCHASE, 3, 1, 1));
    seller.record(seller.move(Reason.PURCHASE, 3, 1, 1));
    sealer.seal(seller.id());
    seller.record(seller.move(Reason.SALE, 1, 1, 1));
    JournalHead head = journal.head(seller.id());
    assertThat(head.position()).isEqualTo(2);
    assertThat(head.unsealed()).isEqualTo(1);
    assertThat(head.sealedAt()).isEqualTo(seller.clock().instant());
  }

  @Test
  void givesAllSealedMovementsInOrderWhateverThePageSize() {
    sealInPieces();
    List<Long> ids =
        seller
            .rows(
                """
                select movement_id from movement
                where movement_id <= (select sealed_id from seller_head) order by movement_id
                """)
            .stream()
            .map(Long::valueOf)
            .toList();
    for (int limit : new int[] {1, 7, 100, 10_000}) {
      List<Long> seen = new ArrayList<>();
      long position = 0;
      List<Positioned> page = journal.movementsAfterPosition(seller.id(), position, limit);
      while (!page.isEmpty() && seen.size() < (limit == 1 ? 20 : 100_000)) {
        for (Positioned positioned : page) {
          assertThat(positioned.position()).isEqualTo(++position);
          seen.add(positioned.movement().id().value());
        }
        page = journal.movementsAfterPosition(seller.id(), position, limit);
      }
      assertThat(seen).isEqualTo(ids.subList(0, seen.size()));
      assertThat(seen).hasSize(limit == 1 ? 20 : ids.size());
    }
  }

  @Test
  void tellsThePositionOfAMovementOnceItIsSealed() {
    sealInPieces();
    List<Positioned> sealed = journal.movementsAfterPosition(seller.id(), 0, 10_000);
    List<MovementId> asked = new ArrayList<>();
    for (int i = 0; i < sealed.size(); i += 97) {
      asked.add(sealed.get(i).movement().id());
    }
    asked.add(new MovementId(seller.number("select max(movement_id) from movement")));
    Map<MovementId, Long> positions = journal.positions(seller.id(), asked);
    assertThat(positions).hasSize(asked.size() - 1);
    positions.forEach(
        (id, position) ->
            assertThat(sealed.get(Math.toIntExact(position - 1)).movement().id()).isEqualTo(id));
  }

  /** Blocks of several sizes, the last movements not sealed. */
  private void sealInPieces() {
    for (int size : new int[] {3, 1, 400, 40}) {
      seller.record(commands.next(size, seller.clock().instant()));
      sealer.seal(seller.id());
    }
    for (int i = 0; i < 3; i++) {
      seller.record(
          LongStream.range(0, 500).mapToObj(n -> seller.move(Reason.PURCHASE, 1, 2, 1)).toList());
    }
    sealer.seal(seller.id());
    seller.record(seller.move(Reason.PURCHASE, 1, 2, 1));
  }

  @Test
  void refusesPagesThatMakeNoSense() {
    assertThatThrownBy(() -> journal.movementsAfterPosition(seller.id(), -1, 10))
        .hasMessage("position must be 0 or more, not -1");
    assertThatThrownBy(() -> journal.movementsAfterPosition(seller.id(), 0, 10_001))
        .hasMessage("limit must be from 1 to 10000, not 10001");
  }
}
