package dev.onhand.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Buyers;
import dev.onhand.sandbox.shop.Entry;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SandboxTest {
  private static final Map<String, String> HEADERS =
      Map.of("Authorization", "Basic secret", "User-Agent", "BM-Test-Onhand;test@example.org");

  @Test
  void sameSeedAndSameCallsAreTheSameRun() {
    List<String> run = run(7);
    assertThat(run(7)).isEqualTo(run);
    assertThat(run(8)).isNotEqualTo(run);
    assertThat(run).anyMatch(line -> line.contains("429")).anyMatch(line -> line.contains("lost"));
  }

  @Test
  void accountsKnowNothingOfEachOther() throws IOException {
    try (Sandbox sandbox = new Sandbox(new HandClock(), 1)) {
      Account one = sandbox.open("one", BackMarket.withToken("secret"));
      Account two = sandbox.open("two", BackMarket.withToken("secret"));
      Listing listing = one.shop().list(Item.of("A"), 9);
      two.shop().list(Item.of("A"), 9);
      two.faults().next(Fault.SERVER_ERROR, 1);

      new Client(one.base(), HEADERS).post("/ws/listings/" + listing.id(), "{\"quantity\":1}");

      assertThat(two.shop().listings().getFirst().quantity()).isEqualTo(9);
      assertThat(two.calls().total()).isZero();
      assertThat(two.faults().fired()).isEmpty();
    }
  }

  @Test
  void unitsOfAllAccountsAreSummed() {
    try (Sandbox sandbox = new Sandbox(new HandClock(), 1)) {
      for (String name : List.of("one", "two")) {
        Account account = sandbox.open(name, BackMarket.withToken("secret"));
        account.shop().sell(account.shop().list(Item.of("A"), 3).id(), 3);
      }
      assertThat(sandbox.unitsKept("A")).isEqualTo(6);
    }
  }

  @Test
  void nameIsAFolderAndUnique() {
    try (Sandbox sandbox = new Sandbox(new HandClock(), 1)) {
      sandbox.open("a", BackMarket.withToken("x"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sandbox.open("a", BackMarket.withToken("x")));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sandbox.open("a/b", BackMarket.withToken("x")));
    }
  }

  /** A busy hour with faults of many kinds; everything that was seen, in words. */
  private static List<String> run(long seed) {
    HandClock clock = new HandClock();
    List<String> seen = new ArrayList<>();
    try (Sandbox sandbox = new Sandbox(clock, seed)) {
      Account account = sandbox.open("shop", BackMarket.withToken("secret"));
      List<Fault> faults =
          List.of(Fault.THROTTLED, Fault.REPLY_LOST, Fault.NOT_APPLIED, Fault.APPLIED_LATE);
      faults.forEach(fault -> account.faults().rate(fault, 0.1));
      SplittableRandom random = new SplittableRandom(seed);
      List<Listing> listings = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        listings.add(account.shop().list(Item.of("SKU-" + i), 20));
      }
      Buyers buyers = new Buyers(account.shop(), random);
      Client client = new Client(account.base(), HEADERS);
      for (int step = 0; step < 200; step++) {
        clock.advance(Duration.ofSeconds(random.nextInt(30)));
        seen.add(buyers.act());
        Listing listing = listings.get(random.nextInt(listings.size()));
        seen.add(push(client, listing, random.nextInt(30)));
      }
      sandbox.settle();
      account.shop().journal().stream().map(Entry::toString).forEach(seen::add);
      seen.add("" + account.faults().fired());
    }
    return seen;
  }

  private static String push(Client client, Listing listing, int quantity) {
    try {
      return client
              .post("/ws/listings/" + listing.id(), "{\"quantity\":" + quantity + "}")
              .statusCode()
          + " pushed";
    } catch (IOException _) {
      return "lost";
    }
  }
}
