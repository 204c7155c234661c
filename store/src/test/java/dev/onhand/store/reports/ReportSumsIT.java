package dev.onhand.store.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.ReportQuestion;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.store.seal.JdbcCheckpoints;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Reports of a random past, of which a third happened long before it was recorded and some was
 * reversed, beside what adding up its movements one by one gives. Half of it is summed up by days,
 * that of some products by themselves.
 */
class ReportSumsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final List<String> BY_DAY =
      List.of("movements-by-day", "movements-by-reason", "admin-activity", "stock-movements");

  /** Some products have as many among those that are added at once. */
  private static final int MOVEMENTS_BUSY = 24;

  private final TestSeller seller = TestSeller.create(DATABASE, 5, 3);
  private final JdbcReports reports = new JdbcReports(seller.transactions(), seller.clock());
  private final JdbcCheckpoints checkpoints =
      new JdbcCheckpoints(seller.transactions(), 1, MOVEMENTS_BUSY);
  private final RandomCommands commands = new RandomCommands(7, 5, 3);

  @BeforeEach
  void live() {
    for (int i = 0; i < 3; i++) {
      record();
      new Sealing(new JdbcSealer(seller.transactions(), seller.clock())).sealAll(seller.id());
      sumUp();
    }
    record();
    seller.damage(
        "update product set sku = 'renamed', sku_folded = 'renamed' where sku = 'SKU-1' and seller_id = "
            + seller.id().value());
  }

  private void record() {
    seller.record(commands.next(300, seller.clock().instant()));
    for (String movement :
        seller.rows(
            """
            select m.movement_id from movement m
            where m.reason in ('sale', 'damage', 'purchase') and m.movement_id % 7 = 0
              and not exists (select from movement r where r.reverses = m.movement_id)
            """)) {
      seller.record(
          new Command.Reverse(
              new MovementKey("reverse-" + movement),
              new MovementId(Long.parseLong(movement)),
              Command.Mode.FACT,
              Details.of(Cause.of(Cause.Kind.PERSON), "somebody")));
    }
    seller.clock().advance(Duration.ofDays(9));
  }

  private void sumUp() {
    while (checkpoints.advance(seller.id())) {
      // until all that is sealed is summed up
    }
  }

  private ZoneId zone() {
    return ZoneId.of(seller.rows("select time_zone from seller").getFirst());
  }

  private ReportQuestion question(String from, String to) {
    return new ReportQuestion(
        LocalDate.parse(from), LocalDate.parse(to), zone(), null, null, null, null, null);
  }

  private List<ReportQuestion> questions() {
    ZoneId zone = zone();
    LocalDate from = LocalDate.parse("2026-01-15");
    LocalDate to = LocalDate.parse("2026-03-30");
    LocationRef second = LocationRef.code("L2");
    return List.of(
        question("2025-01-01", "2026-12-31"),
        question("2026-02-11", "2026-03-19"),
        new ReportQuestion(from, to, zone, null, second, null, null, null),
        new ReportQuestion(from, to, zone, null, second, null, Reason.TRANSFER_OUT, null),
        new ReportQuestion(from, to, zone, null, null, null, Reason.SALE, "somebody"),
        new ReportQuestion(from, to, zone, ProductRef.sku("SKU-2"), null, null, null, null),
        new ReportQuestion(from, to, zone, ProductRef.sku("SKU-3"), null, null, null, null),
        new ReportQuestion(from, to, zone, ProductRef.sku("SKU-4"), null, null, null, null),
        new ReportQuestion(from, to, zone, ProductRef.sku("SKU-5"), null, null, null, null),
        new ReportQuestion(from, to, zone, ProductRef.sku("renamed"), second, null, null, null));
  }

  private List<String> rows(String name, ReportQuestion question, int rowsMax) {
    Report report = reports.find(name).orElseThrow();
    List<String> rows = new ArrayList<>();
    reports.read(
        seller.id(),
        report,
        question,
        rowsMax,
        row -> rows.add(row.stream().map(String::valueOf).collect(Collectors.joining("|"))));
    return rows;
  }

  private List<List<String>> byDay() {
    List<List<String>> all = new ArrayList<>();
    for (ReportQuestion asked : questions()) {
      for (String name : BY_DAY) {
        all.add(rows(name, asked, Integer.MAX_VALUE));
        assertThat(rows(name, asked, 1_000)).as(name).isEqualTo(all.getLast());
      }
    }
    return all;
  }

  @Test
  void daysAddUpToWhatTheirMovementsDo() {
    assertThat(seller.number("select sum(movements) from movement_day"))
        .isEqualTo(seller.number("select position from seller_head"))
        .isGreaterThan(200)
        .isLessThan(seller.number("select count(*) from movement"));
    assertThat(seller.number("select count(*) from movement_day_product")).isBetween(2L, 4L);
    assertThat(seller.number("select max(since_id) from movement_day_product")).isPositive();
    List<List<String>> summedUp = byDay();
    checkpoints.forgetDays(seller.id());
    assertThat(byDay()).isEqualTo(summedUp);
    assertThat(rows("movements-by-day", question("2025-01-01", "2026-12-31"), 1_000))
        .hasSizeGreaterThan(50);
    sumUp();
    assertThat(byDay()).isEqualTo(summedUp);
    assertThat(checkpoints.daysDiffering(seller.id())).isEmpty();
  }

  @Test
  void daysAreThoseOfOtherClocksOnceTheSellerHasThem() {
    seller.damage(
        "update seller set time_zone = 'Asia/Tokyo' where seller_id = " + seller.id().value());
    List<List<String>> fromMovements = byDay();
    long summedUp = seller.number("select sum(movements) from movement_day");
    sumUp();
    assertThat(seller.rows("select time_zone from movement_day_cut")).containsExactly("Asia/Tokyo");
    assertThat(seller.number("select sum(movements) from movement_day")).isEqualTo(summedUp);
    assertThat(byDay()).isEqualTo(fromMovements);
    assertThat(checkpoints.daysDiffering(seller.id())).isEmpty();
  }

  /** It has the days of the seller's clocks; who asks for those of others has them too. */
  @Test
  void asksTheSumsOnlyForTheDaysTheyAreOf() {
    seller.damage(
        "update movement_day set units = units + 1000 where seller_id = " + seller.id().value());
    ReportQuestion here = question("2026-01-15", "2026-03-30");
    ReportQuestion there =
        new ReportQuestion(
            here.from(), here.to(), ZoneId.of("Asia/Tokyo"), null, null, null, null, null);
    List<String> damaged = rows("movements-by-day", here, 1_000);
    List<String> elsewhere = rows("movements-by-day", there, 1_000);
    checkpoints.forgetDays(seller.id());
    assertThat(rows("movements-by-day", here, 1_000)).isNotEqualTo(damaged);
    assertThat(rows("movements-by-day", there, 1_000)).isEqualTo(elsewhere);
  }

  /** As it was written before: all products first, and what is shown of them afterwards. */
  @Test
  void agesLikeAddingUpAllReceipts() {
    String ageing =
        """
        with held as (
          select product_id, sum(available + reserved + damaged + quality_control + set_aside) as on_hand
          from stock_level group by product_id),
        came as (
          select m.product_id, m.occurred_at, m.quantity, h.on_hand,
            sum(m.quantity) over (partition by m.product_id order by m.occurred_at desc, m.movement_id desc) - m.quantity as later
          from movement m join held h using (product_id)
          where m.from_location_id is null and m.to_location_id is not null and h.on_hand > 0),
        layer as (
          select product_id, occurred_at, least(quantity, on_hand - later) as units,
            extract(epoch from timestamptz '%s' - occurred_at) / 86400 as age
          from came where on_hand > later)
        select p.sku, p.name, h.on_hand,
          coalesce(sum(units) filter (where age <= 30), 0), coalesce(sum(units) filter (where age > 30 and age <= 90), 0),
          coalesce(sum(units) filter (where age > 90 and age <= 180), 0),
          coalesce(sum(units) filter (where age > 180 and age <= 365), 0), coalesce(sum(units) filter (where age > 365), 0),
          to_char(max(occurred_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          to_char((select max(s.occurred_at) from movement s where s.product_id = h.product_id and s.reason = 'sale')
            at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'moving'
        from held h join product p using (product_id) left join layer l using (product_id)
        where h.on_hand > 0
        group by h.product_id, h.on_hand, p.sku, p.name
        order by 8 desc, 7 desc, h.on_hand desc, p.sku
        """;
    seller.clock().advance(Duration.ofDays(40));
    same(
        ageing.formatted(seller.clock().instant()), "ageing", question("2026-01-01", "2026-12-31"));
  }

  @Test
  void addsUpLossesLikeAllMovements() {
    String shrinkage =
        """
        select p.sku, p.name, sum(m.quantity) filter (where m.reason in ('damage')) as spoilt,
          coalesce(sum(m.quantity) filter (where m.reason = 'transfer_lost'), 0) as missing, 0, 0, 0,
          sum(m.quantity) filter (where m.reason in ('damage', 'transfer_lost')) as lost,
          coalesce(sum(m.quantity) filter (where m.reason = 'sale'), 0) as sold,
          round(100.0 * sum(m.quantity) filter (where m.reason in ('damage', 'transfer_lost'))
            / nullif(coalesce(sum(m.quantity) filter (where m.reason = 'sale'), 0), 0), 2)
        from movement m
        join product p using (product_id)
        where (m.occurred_at at time zone 'Europe/Paris')::date between '2026-02-11' and '2026-03-19'
          and not exists (select from movement r where r.reverses = m.movement_id)
        group by p.sku, p.name
        having sum(m.quantity) filter (where m.reason in ('damage', 'transfer_lost')) > 0
        order by lost desc, p.sku
        """;
    same(shrinkage, "shrinkage", question("2026-02-11", "2026-03-19"));
  }

  @Test
  void addsUpProductsLikeAllMovements() {
    String movements =
        """
        select p.sku, p.name, m.reason, count(*), sum(m.quantity), sum(greatest(c.change, 0)), sum(greatest(-c.change, 0)),
          sum(c.change)
        from movement m
        join product p using (product_id)
        cross join lateral (
          select case when m.to_location_id is not null and m.to_place <> 'in_transit' then m.quantity else 0 end
            - case when m.from_location_id is not null and m.from_place <> 'in_transit' then m.quantity else 0 end as change) as c
        where (m.occurred_at at time zone 'Europe/Paris')::date between '2026-02-11' and '2026-03-19'
        group by p.sku, p.name, m.reason
        order by p.sku, m.reason
        """;
    same(movements, "stock-movements", question("2026-02-11", "2026-03-19"));
  }

  @Test
  void valuesLikeAddingUpAllLevels() {
    String valuation =
        """
        select p.sku, p.name, l.code, o.on_hand, s.available, s.reserved, s.damaged + s.quality_control + s.set_aside,
          s.in_transit, round(100.0 * o.on_hand / sum(o.on_hand) over (), 2)
        from stock_level s
        join product p using (product_id)
        join location l using (location_id)
        cross join lateral (
          select s.available + s.reserved + s.damaged + s.quality_control + s.set_aside as on_hand) as o
        where o.on_hand <> 0 or s.in_transit <> 0 or s.available <> 0
        order by o.on_hand desc, p.sku, l.code
        """;
    same(valuation, "valuation", question("2026-02-11", "2026-03-19"));
  }

  /** All rows, and as far as they are wanted. */
  private void same(String sql, String name, ReportQuestion asked) {
    List<String> expected =
        seller.rows(sql).stream()
            .map(row -> Arrays.stream(row.split("\\|", -1)).collect(Collectors.joining("|")))
            .toList();
    assertThat(expected).hasSizeGreaterThan(2);
    assertThat(rows(name, asked, Integer.MAX_VALUE)).isEqualTo(expected);
    assertThat(rows(name, asked, 2)).isEqualTo(expected.subList(0, 2));
  }
}
