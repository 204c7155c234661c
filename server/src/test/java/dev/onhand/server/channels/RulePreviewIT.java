package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.channels.RulePreview;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.engine.channels.ScopedRule.Scope;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.store.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RulePreviewIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final long SEED = 20261127;
  private static final int CHANGES = 60;

  private ChannelRig rig;
  private long channel;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, SEED);
    rig.stock("PHONE", 40);
    rig.stock("CASE", 17);
    rig.bundle("SET", Map.of("PHONE", 1L, "CASE", 2L));
    Account account =
        rig.connect(
            "bm",
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    channel = rig.account("bm").channel();
    List.of("PHONE", "CASE", "SET").forEach(sku -> account.shop().list(Item.of(sku), 0));
    rig.run();
    group("PHONE");
    group("SET");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** Whatever rule is set or taken away, of whatever it is. */
  @Test
  void saysWhatTheChangeThenDoes() {
    Random random = new Random(SEED);
    for (int i = 0; i < CHANGES; i++) {
      Scope scope = scope(random);
      ListingRule rule = random.nextInt(4) == 0 ? null : rule(random);
      Map<Long, Long> before = desires();
      List<ScopedRule> rules = rig.rules.list(rig.shop.seller(), channel);

      RulePreview preview = rig.rules.preview(rig.shop.seller(), channel, scope, rule);

      assertThat(desires()).as("seed %d, change %d", SEED, i).isEqualTo(before);
      assertThat(rig.rules.list(rig.shop.seller(), channel)).isEqualTo(rules);
      rig.rules.set(rig.shop.seller(), channel, scope, rule, edit());
      Map<Long, Long> after = new HashMap<>(before);
      preview.changes().forEach(change -> after.put(change.listing(), change.to()));
      assertThat(desires()).as("seed %d, change %d", SEED, i).isEqualTo(after);
      assertThat(preview.changed()).isEqualTo(preview.changes().size());
      preview
          .changes()
          .forEach(change -> assertThat(change.from()).isEqualTo(before.get(change.listing())));
    }
  }

  @Test
  void countsWhatWouldHaveToBeTold() {
    RulePreview preview =
        rig.rules.preview(rig.shop.seller(), channel, new Scope.Channel(), stop());

    assertThat(preview.changed()).isEqualTo(3);
    assertThat(preview.zeroed()).isEqualTo(3);
    assertThat(preview.raised()).isZero();
    assertThat(preview.pushes()).isEqualTo(3);
  }

  /** A listing whose number is already there need not be told. */
  @Test
  void countsNoPushOfWhatIsShownAlready() throws InterruptedException {
    rig.rules.set(rig.shop.seller(), channel, new Scope.Channel(), stop(), edit());
    rig.run();
    rig.rules.set(rig.shop.seller(), channel, new Scope.Channel(), null, edit());

    RulePreview preview =
        rig.rules.preview(rig.shop.seller(), channel, new Scope.Channel(), stop());

    assertThat(preview.changed()).isEqualTo(3);
    assertThat(preview.pushes()).isZero();
  }

  private static ListingRule stop() {
    return new ListingRule(true, 0, 100, null, null, 0);
  }

  private Scope scope(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Scope.Channel();
      case 1 -> new Scope.Group("phones");
      default -> new Scope.One(List.copyOf(desires().keySet()).get(random.nextInt(3)));
    };
  }

  private static ListingRule rule(Random random) {
    long max = random.nextInt(30);
    return new ListingRule(
        random.nextInt(6) == 0,
        random.nextInt(6),
        1 + random.nextInt(100),
        random.nextBoolean() ? (long) random.nextInt(20) : null,
        random.nextBoolean() ? max : null,
        random.nextInt((int) max + 1));
  }

  private void group(String sku) {
    rig.rules.group(rig.shop.seller(), rig.listing("bm", sku).id(), "phones", edit());
  }

  private Edit edit() {
    return new Edit("tester", rig.shop.clock().instant(), null);
  }

  private Map<Long, Long> desires() {
    Map<Long, Long> desires = new TreeMap<>();
    for (Listing listing : all()) {
      desires.put(listing.id(), Objects.requireNonNull(listing.desired()).quantity());
    }
    return desires;
  }

  private List<Listing> all() {
    return new ArrayList<>(
        rig.listings
            .list(
                rig.shop.seller(),
                new ListingFilter("bm", null, null),
                PageRequest.first(PageRequest.LIMIT_MAX))
            .rows());
  }
}
