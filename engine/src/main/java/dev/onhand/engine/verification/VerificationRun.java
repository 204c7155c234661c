package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.verification.Discrepancy.Kind;
import dev.onhand.engine.verification.LevelAudit.Repair;
import dev.onhand.engine.verification.VerificationOptions.PublishedHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One verification of one seller's books. */
final class VerificationRun {

  /** What one slice of levels holds when all their movements are read. */
  private static final int PRODUCTS_A_SLICE = 500;

  /** What one slice of levels holds when sums are compared. */
  private static final int PRODUCTS_A_QUICK_SLICE = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  /**
   * A product that is not clean: what to say of it if its sealed movements hold, and if they may
   * not.
   */
  private record Suspect(ProductAudit ifSealsHold, ProductAudit otherwise) {}

  private final Verification.Ports ports;
  private final InstantSource clock;
  private final SellerId seller;
  private final VerificationOptions options;

  private final ConcurrentLinkedQueue<Discrepancy> journal = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Discrepancy> transfers = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Discrepancy> purchases = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Discrepancy> regrades = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Discrepancy> days = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ReservationBooks.Difference> reservations =
      new ConcurrentLinkedQueue<>();
  private final ConcurrentSkipListMap<ProductId, Suspect> suspects = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong movements = new AtomicLong();
  private final AtomicLong levels = new AtomicLong();
  private final SealCheck sealCheck;
  private boolean sealsChecked;

  VerificationRun(
      Verification.Ports ports, InstantSource clock, SellerId seller, VerificationOptions options) {
    this.ports = ports;
    this.clock = clock;
    this.seller = seller;
    this.options = options;
    this.sealCheck = new SealCheck(ports.seals(), seller, journal::add);
  }

  VerificationReport run(int workers) throws InterruptedException {
    Instant start = clock.instant();
    SealAudit.End end = ports.seals().end(seller);
    checkEnd(end);
    try (Slices slices = new Slices(workers, failures::add)) {
      slices.run(tasks(end));
      sealsChecked = options.full() && options.product() == null;
      if (!sealsChecked && suspects.values().stream().anyMatch(s -> s.otherwise().inDoubt())) {
        slices.run(sealCheck.slices(end.position()));
        sealsChecked = true;
      }
    }
    List<Discrepancy> found = new ArrayList<>(journal);
    found.addAll(transfers);
    found.addAll(purchases);
    found.addAll(regrades);
    List<Discrepancy> ofProducts = ofProducts();
    found.addAll(ofProducts);
    found.addAll(ofReservations());
    found.addAll(ofDays());
    found.sort(null);
    keep(found);
    VerificationReport report = report(end, found, Duration.between(start, clock.instant()));
    raise(found, report);
    return report;
  }

  private List<Slices.Task> tasks(SealAudit.End end) {
    List<Slices.Task> tasks = new ArrayList<>();
    ProductId product = options.product();
    if (product != null) {
      tasks.add(new Slices.Task("product " + product, () -> examine(ProductSpan.of(product))));
      tasks.add(reservationsOf(ProductSpan.of(product)));
    } else if (options.full()) {
      tasks.addAll(sealCheck.slices(end.position()));
      for (ProductSpan span : ports.levels().spans(seller, PRODUCTS_A_SLICE)) {
        tasks.add(new Slices.Task(name(span), () -> examine(span)));
      }
      for (ProductSpan span : ports.levels().spans(seller, PRODUCTS_A_QUICK_SLICE)) {
        tasks.add(reservationsOf(span));
      }
      tasks.add(
          new Slices.Task(
              "transfers", () -> transfers.addAll(ports.transfers().differences(seller))));
      tasks.add(
          new Slices.Task(
              "purchase orders", () -> purchases.addAll(ports.purchases().differences(seller))));
      tasks.add(
          new Slices.Task("regrades", () -> regrades.addAll(ports.regrades().differences(seller))));
      tasks.add(
          new Slices.Task("days", () -> days.addAll(ports.checkpoints().daysDiffering(seller))));
    } else {
      while (ports.checkpoints().advance(seller)) {
        // until all that is sealed is in the checkpoints
      }
      for (ProductSpan span : ports.levels().spans(seller, PRODUCTS_A_QUICK_SLICE)) {
        tasks.add(new Slices.Task(name(span), () -> compareSums(span)));
      }
    }
    return tasks;
  }

  private Slices.Task reservationsOf(ProductSpan span) {
    return new Slices.Task(
        "reservations of " + name(span),
        () -> reservations.addAll(ports.reservations().differences(seller, span)));
  }

  private static String name(ProductSpan span) {
    return "products %d to %d".formatted(span.after() + 1, span.last());
  }

  /** The head must be the last block, and one that was published must still be there. */
  private void checkEnd(SealAudit.End end) {
    SealAudit.LastBlock last = end.last();
    boolean isLast =
        last == null
            ? end.position() == 0 && end.sealedId() == 0 && end.hash().equals(SealChain.START)
            : end.position() == last.lastPosition()
                && end.sealedId() == last.lastId()
                && end.hash().equals(last.hash());
    if (!isLast) {
      journal.add(
          Discrepancy.seal(
              end.position(),
              null,
              "the head is at position %d with hash %s".formatted(end.position(), end.hash()),
              last == null
                  ? "no block is there"
                  : "the last block ends at position %d with hash %s"
                      .formatted(last.lastPosition(), last.hash())));
    }
    PublishedHead published = options.publishedHead();
    if (published != null && published.position() > 0) {
      checkPublished(published);
    }
  }

  private void checkPublished(PublishedHead published) {
    String there =
        ports.seals().hashAt(seller, published.position()).map(Sha256::hex).orElse("nothing");
    if (!there.equals(published.hash().hex())) {
      journal.add(
          Discrepancy.seal(
              published.position(),
              null,
              there + " at the position of a head that was published",
              published.hash().hex()));
    }
  }

  private void examine(ProductSpan span) {
    ports
        .levels()
        .examine(
            seller,
            span,
            facts -> {
              movements.addAndGet(facts.replay().movements());
              levels.addAndGet(facts.levels().size());
              suspect(facts);
            });
  }

  private void suspect(ProductFacts facts) {
    ProductAudit otherwise = ProductAudit.of(facts, false);
    if (!otherwise.isClean()) {
      suspects.put(facts.replay().product(), new Suspect(ProductAudit.of(facts, true), otherwise));
    }
  }

  private void compareSums(ProductSpan span) {
    LevelAudit.Differing differing = ports.levels().differing(seller, span);
    levels.addAndGet(differing.levels());
    movements.addAndGet(differing.movements());
    for (ProductSpan suspected : ProductSpan.covering(differing.products())) {
      ports.levels().examine(seller, suspected, this::suspect);
    }
  }

  /** What is wrong with products, put right where that is wanted and possible. */
  private List<Discrepancy> ofProducts() {
    boolean sealsHold = sealsChecked && journal.isEmpty() && failures.isEmpty();
    Map<ProductId, List<Discrepancy>> found = new ConcurrentSkipListMap<>();
    List<ProductId> repairable = new ArrayList<>();
    suspects.forEach(
        (product, suspect) -> {
          ProductAudit audit = sealsHold ? suspect.ifSealsHold() : suspect.otherwise();
          found.put(product, audit.discrepancies());
          if (audit.canRepair()) {
            repairable.add(product);
          }
        });
    if (options.repair() && journal.isEmpty()) {
      for (int from = 0; from < repairable.size(); from += LevelAudit.PRODUCTS_MAX) {
        repair(
            repairable.subList(from, Math.min(repairable.size(), from + LevelAudit.PRODUCTS_MAX)),
            sealsHold,
            found);
      }
    }
    return found.values().stream().flatMap(Collection::stream).toList();
  }

  /** A reservation is put right after the levels, and like them not from a journal in doubt. */
  private List<Discrepancy> ofReservations() {
    boolean isToRepair = options.repair() && journal.isEmpty() && failures.isEmpty();
    List<Discrepancy> found = new ArrayList<>();
    for (ReservationBooks.Difference difference : reservations) {
      boolean repaired =
          isToRepair && ports.reservations().rebuild(seller, difference, options.author());
      found.add(Discrepancy.reservation(difference, repaired));
    }
    return found;
  }

  /**
   * Sums of days are made anew from the movements, all of them. Beside a journal that is not what
   * it was they say nothing more.
   */
  private List<Discrepancy> ofDays() {
    if (!journal.isEmpty()) {
      return List.of();
    }
    if (days.isEmpty() || !options.repair()) {
      return List.copyOf(days);
    }
    List<Discrepancy> repaired = days.stream().map(Discrepancy::asRepaired).toList();
    ports
        .findings()
        .record(
            seller,
            repaired.stream().limit(Verification.DISCREPANCIES_MAX).toList(),
            options.author());
    ports.checkpoints().forgetDays(seller);
    return repaired;
  }

  /** If it fails for some, it is tried for each alone, so that one does not hold up the others. */
  private void repair(
      List<ProductId> products, boolean sealsHold, Map<ProductId, List<Discrepancy>> found) {
    Map<ProductId, List<Discrepancy>> repaired = new ConcurrentHashMap<>();
    try {
      ports
          .levels()
          .repair(
              seller,
              products,
              options.author(),
              facts -> {
                ProductAudit audit = ProductAudit.of(facts, sealsHold);
                repaired.put(facts.replay().product(), audit.repaired());
                return repair(audit);
              });
      found.putAll(repaired);
    } catch (RuntimeException e) {
      if (products.size() > 1) {
        products.forEach(product -> repair(List.of(product), sealsHold, found));
      } else {
        LOG.error("product {} could not be repaired", products.getFirst(), e);
        failures.add(
            "product " + products.getFirst() + " could not be repaired: " + e.getMessage());
      }
    }
  }

  private static Repair repair(ProductAudit audit) {
    return audit.canRepair()
        ? new Repair(
            audit.levels(),
            audit.checkpoints(),
            audit.segments(),
            audit.repaired().stream().filter(Discrepancy::repaired).toList())
        : Repair.NONE;
  }

  /** What was repaired was kept in the commit that repaired it. */
  private void keep(List<Discrepancy> found) {
    List<Discrepancy> open =
        found.stream()
            .filter(discrepancy -> !discrepancy.repaired())
            .limit(Verification.DISCREPANCIES_MAX)
            .toList();
    if (!open.isEmpty()) {
      ports.findings().record(seller, open, options.author());
    }
  }

  private void raise(List<Discrepancy> found, VerificationReport names) {
    boolean isWhole = options.product() == null && failures.isEmpty();
    raise("journal", found, names, Kind::isJournal, Severity.CRITICAL, false); // a person closes it
    List<Discrepancy> ofLevels =
        found.stream().filter(d -> d.kind() == Kind.LEVEL || d.kind() == Kind.CHECKPOINT).toList();
    boolean allRepaired = ofLevels.stream().allMatch(Discrepancy::repaired);
    raise(
        "stock levels",
        ofLevels,
        names,
        kind -> true,
        allRepaired ? Severity.WARNING : Severity.ERROR,
        isWhole);
    raise(
        "transfers",
        found,
        names,
        Kind.TRANSFER::equals,
        Severity.ERROR,
        isWhole && options.full());
    raise(
        "purchase orders",
        found,
        names,
        Kind.PURCHASE_ORDER::equals,
        Severity.ERROR,
        isWhole && options.full());
    raise(
        "regrades", found, names, Kind.REGRADE::equals, Severity.ERROR, isWhole && options.full());
    raise(
        "reservations",
        found,
        names,
        Kind.RESERVATION::equals,
        found.stream().allMatch(d -> d.kind() != Kind.RESERVATION || d.repaired())
            ? Severity.WARNING
            : Severity.ERROR,
        isWhole && options.full());
  }

  private void raise(
      String subject,
      List<Discrepancy> found,
      VerificationReport names,
      Predicate<Kind> about,
      Severity severity,
      boolean closeIfNone) {
    List<Discrepancy> some = found.stream().filter(d -> about.test(d.kind())).toList();
    if (some.isEmpty()) {
      if (closeIfNone) {
        ports.alerts().close(seller, Verification.ALERT_KIND, subject, "verification");
      }
      return;
    }
    String more = some.size() == 1 ? "" : ", and " + (some.size() - 1) + " more";
    String detail =
        "%s%s. See 'onhand ledger verify'."
            .formatted(some.getFirst().text(names.products(), names.locations()), more);
    if (severity.compareTo(Severity.ERROR) >= 0) {
      LOG.error("verification of seller {}: {}", seller.value(), detail);
    } else {
      LOG.warn("verification of seller {}: {}", seller.value(), detail);
    }
    ports.alerts().raise(seller, severity, Verification.ALERT_KIND, subject, detail);
  }

  private VerificationReport report(SealAudit.End end, List<Discrepancy> found, Duration duration) {
    List<Discrepancy> shown =
        found.subList(0, Math.min(found.size(), Verification.DISCREPANCIES_MAX));
    List<ProductId> products =
        shown.stream().map(Discrepancy::product).filter(Objects::nonNull).distinct().toList();
    List<LocationId> locations =
        shown.stream().map(Discrepancy::location).filter(Objects::nonNull).distinct().toList();
    return new VerificationReport(
        movements.get(),
        sealCheck.positions(),
        levels.get(),
        end,
        shown,
        found.size(),
        List.copyOf(failures),
        ports.levels().productNames(seller, products),
        ports.levels().locationCodes(seller, locations),
        duration);
  }
}
