package dev.onhand.server.channels;

import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.core.listing.DriftPolicy.Action;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.catalogue.JdbcBundles;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A seller with few units on three channels, and a history of what may happen to him, told by a
 * seed: the same again each time. What happens is written down in words.
 */
final class ChannelSimulation implements AutoCloseable {

  private static final int STEPS = 50;
  private static final byte[] KEY =
      "a webhook's key of 32 bytes here".getBytes(StandardCharsets.UTF_8);

  private static final String WEBHOOK_SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  /** Nobody is there: what is sent is taken where it leaves. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

  private static final String LOCATION = "sloc_01M7SANDBOX0000000000000MAIN";

  private static final List<Fault> FAULTS =
      List.of(
          Fault.THROTTLED,
          Fault.THROTTLED_WITH_WAIT,
          Fault.SERVER_ERROR,
          Fault.UNAVAILABLE,
          Fault.HTML_ERROR,
          Fault.HTML_SUCCESS,
          Fault.FIREWALL,
          Fault.TOKEN_EXPIRED,
          Fault.RESET,
          Fault.REPLY_LOST,
          Fault.GATEWAY_TIMEOUT,
          Fault.TRUNCATED_BODY,
          Fault.BAD_CHUNKING,
          Fault.SHIFTING_PAGES,
          Fault.UNKNOWN_FIELDS);

  /** After these only a full read tells what a listing shows. */
  private static final List<Fault> HIDDEN_FAULTS =
      List.of(Fault.REFUSED_ITEM, Fault.APPLIED_LATE, Fault.NOT_APPLIED);

  private final ChannelRig rig;
  private final Random random;
  private final boolean isStrict;
  private final boolean isTwoWay;
  private final Map<String, Account> shops = new TreeMap<>();
  private final Map<String, Map<String, Long>> contents = new TreeMap<>();
  private final Map<String, Long> received = new TreeMap<>();
  private final List<String> story = new ArrayList<>();
  private int heard;
  final ChannelTruth truth;

  /**
   * @param isStrict nothing happens that only a full read of listings can find
   * @param isTwoWay what shops show otherwise is taken over into the books; nobody edits a number
   *     there and no shop loses one, so that nothing is to be taken over
   */
  ChannelSimulation(TestDatabase database, long seed, boolean isStrict, boolean isTwoWay)
      throws InterruptedException {
    this.rig = new ChannelRig(database, seed);
    this.random = new Random(seed);
    this.isStrict = isStrict;
    this.isTwoWay = isTwoWay;
    this.truth = new ChannelTruth(rig, shops, contents);
    open();
  }

  private void open() throws InterruptedException {
    stock("PHONE", 4 + random.nextInt(8));
    stock("CASE", 6 + random.nextInt(12));
    bundle();
    contents.put("PHONE", Map.of("PHONE", 1L));
    contents.put("CASE", Map.of("CASE", 1L));
    contents.put("PHONE-3", Map.of("PHONE", 3L));
    contents.put("SET", Map.of("PHONE", 1L, "CASE", 2L));
    BackMarket market = BackMarket.withToken("secret");
    Map<String, String> settings =
        Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example");
    shops.put("bm-fr", rig.connect("bm-fr", market, "backmarket", settings));
    shops.put("bm-us", rig.connect("bm-us", market.thatKeepsCancelled(), "backmarket", settings));
    shops.put(
        "medusa",
        rig.connect(
            "medusa",
            Medusa.withKey("sk_1"),
            "medusa",
            Map.of("api_key", "sk_1", "location", LOCATION, "webhook_secret", WEBHOOK_SECRET)));
    if (random.nextBoolean()) {
      callUs();
    }
    for (Account account : shops.values()) {
      account.shop().skew(Duration.ofMillis(random.nextInt(240_000) - 120_000));
      account.shop().list(Item.of("PHONE"), random.nextInt(3));
      account.shop().list(Item.of("CASE"), 0);
      account.shop().list(Item.of("SET"), 0);
    }
    shops.get("bm-fr").shop().list(Item.of("PHONE-3"), 0);
    rig.run();
    matchPack();
    rig.run();
    if (isTwoWay) {
      takeOver();
    }
  }

  private void takeOver() {
    DriftPolicy policy = new DriftPolicy(Action.ACCEPT, Action.PUSH, Action.ACCEPT, 10, 5);
    shops.keySet().forEach(code -> new Reconciling(rig, code).setPolicy(policy));
  }

  /** One of the shops tells its orders by itself, not always, not once and not in order. */
  private void callUs() {
    Account caller = shops.get("medusa");
    caller.webhooks().subscribe(NOWHERE, Signer.standardWebhooks(KEY));
    caller.faults().rate(Fault.WEBHOOK_LOST, 0.1);
    caller.faults().rate(Fault.WEBHOOK_TWICE, 0.2);
    caller.faults().rate(Fault.WEBHOOK_OVERTAKEN, 0.2);
  }

  /** What it told since. */
  private void hear() {
    Account caller = shops.get("medusa");
    caller.webhooks().deliver();
    List<Webhooks.Delivery> all = caller.webhooks().sent();
    for (Webhooks.Delivery call : all.subList(heard, all.size())) {
      Map<String, List<String>> headers = new TreeMap<>();
      call.headers()
          .forEach(one -> headers.put(one.name().toLowerCase(Locale.ROOT), List.of(one.value())));
      WebhookRequest request =
          new WebhookRequest(headers, "", call.body(), rig.shop.clock().instant());
      try {
        rig.desk.take(rig.account("medusa").hook(), request);
      } catch (ForgedWebhookException late) {
        tell("medusa calls too late: %s", late.getMessage());
      }
    }
    heard = all.size();
  }

  private void stock(String sku, int units) {
    rig.shop.product(sku);
    rig.shop.record(rig.shop.move(sku, Reason.PURCHASE, units, "main"));
    received.put(sku, (long) units);
  }

  private void bundle() {
    rig.shop.product("SET");
    JdbcProducts products = new JdbcProducts(rig.shop.transactions());
    new JdbcBundles(rig.shop.transactions(), products)
        .set(
            rig.shop.seller(),
            ProductRef.sku("SET"),
            Map.of(product("PHONE"), 1L, product("CASE"), 2L),
            edit());
  }

  private void matchPack() {
    rig.listings.match(
        rig.shop.seller(), rig.listing("bm-fr", "PHONE-3").id(), product("PHONE"), 3, edit());
  }

  private Edit edit() {
    return new Edit("tester", rig.shop.clock().instant(), null);
  }

  private ProductId product(String sku) {
    return new JdbcProducts(rig.shop.transactions())
        .find(rig.shop.seller(), ProductRef.sku(sku))
        .orElseThrow()
        .id();
  }

  /** Lets it all happen, and then come to rest. */
  void run() throws InterruptedException {
    for (int i = 0; i < STEPS; i++) {
      happen();
      hear();
      for (int steps = random.nextInt(6); steps > 0; steps--) {
        rig.step(shop());
        rig.shop.pass(Duration.ofMillis(50 + random.nextInt(400)));
      }
      if (random.nextInt(3) > 0) {
        feed();
      }
    }
    calm();
  }

  private void happen() throws InterruptedException {
    switch (random.nextInt(isStrict ? 19 : 23)) {
      case 0, 1, 2, 3, 4 -> sell();
      case 5, 6 -> cancel();
      case 7 -> ship();
      case 8, 9 -> move();
      case 10, 11 -> break_();
      case 12 -> heal();
      case 13 -> die();
      case 14, 15 -> rig.shop.pass(Duration.ofSeconds(1 + random.nextInt(180)));
      case 16 -> setClock();
      case 17, 18 -> standStill();
      case 19 -> rig.shop.pass(Duration.ofMinutes(5 + random.nextInt(150)));
      case 20, 21 -> meddle();
      default -> {
        if (!isTwoWay) {
          breakUnseen();
        }
      }
    }
  }

  private void tell(String words, Object... values) {
    story.add(rig.shop.clock().instant() + " " + words.formatted(values));
  }

  private String shop() {
    return List.copyOf(shops.keySet()).get(random.nextInt(shops.size()));
  }

  private void sell() {
    String code = shop();
    List<Listing> all = shops.get(code).shop().listings();
    Listing listing = all.get(random.nextInt(all.size()));
    shops
        .get(code)
        .shop()
        .sell(listing.id(), 1 + random.nextInt(2))
        .ifPresent(
            order ->
                tell(
                    "%s sells %d %s: %s",
                    code, order.lines().getFirst().ordered(), listing.sku(), order.id()));
  }

  private List<Order> open(String code) {
    return shops.get(code).shop().orders().stream().filter(order -> !order.isDone()).toList();
  }

  private void cancel() {
    String code = shop();
    List<Order> open = open(code);
    if (!open.isEmpty()) {
      Order order = shops.get(code).shop().cancel(open.get(random.nextInt(open.size())).id());
      tell("%s cancels %s", code, order.id());
    }
  }

  private void ship() {
    String code = shop();
    List<Order> open = open(code);
    if (!open.isEmpty()) {
      tell("%s ships %s", code, shops.get(code).shop().ship(open.getFirst().id()).id());
    }
  }

  private void move() {
    String sku = random.nextBoolean() ? "PHONE" : "CASE";
    Reason reason = random.nextInt(3) > 0 ? Reason.PURCHASE : Reason.DAMAGE;
    int units = 1 + random.nextInt(4);
    boolean isRecorded =
        rig.shop
                .submit(
                    CommandList.each(
                        rig.shop.seller(), List.of(rig.shop.move(sku, reason, units, "main"))))
                .getFirst()
            instanceof Outcome.Recorded;
    if (isRecorded) {
      received.merge(sku, reason == Reason.PURCHASE ? (long) units : -units, Long::sum);
      tell("%s of %d %s", reason, units, sku);
    }
  }

  private void break_() {
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    String code = shop();
    if (fault == Fault.TOKEN_EXPIRED) {
      shops.get(code).faults().next(fault, 1);
    } else {
      shops.get(code).faults().rate(fault, 0.1 + random.nextInt(5) / 10.0);
    }
    tell("%s has %s", code, fault);
  }

  private void breakUnseen() {
    Fault fault = HIDDEN_FAULTS.get(random.nextInt(HIDDEN_FAULTS.size()));
    String code = shop();
    shops.get(code).faults().next(fault, 1 + random.nextInt(2));
    tell("%s has %s", code, fault);
  }

  private void heal() {
    String code = shop();
    shops.get(code).faults().stop();
    resume();
    tell("%s is well again", code);
  }

  /** What a person does who sees that an account is stopped. */
  private void resume() {
    for (var account : rig.accounts.list(rig.shop.seller())) {
      if (account.state() == dev.onhand.engine.channels.Account.State.STOPPED) {
        rig.accounts.setState(
            rig.shop.seller(),
            account.channel(),
            dev.onhand.engine.channels.Account.State.ACTIVE,
            null,
            rig.shop.clock().instant());
      }
    }
  }

  /** As by a person, or by a server of time that was not heard for long; a process sees it. */
  private void setClock() throws InterruptedException {
    int minutes = random.nextInt(121) - 60;
    rig.surviveOn();
    look();
    if (rig.worksAll()) {
      rig.setClock(Duration.ofMinutes(minutes));
      tell("our clock is set by %d minutes", minutes);
      look();
    }
  }

  private void look() throws InterruptedException {
    for (String code : shops.keySet()) {
      rig.step(code);
      rig.shop.pass(ChannelRig.STEP_TIME);
    }
  }

  /** As a process that is suspended, or collects garbage for minutes; it goes on when it may. */
  private void standStill() {
    int calls = 1 + random.nextInt(40);
    if (rig.standAt(calls, random.nextBoolean())) {
      tell("the process stands still after %d calls", calls);
    } else {
      rig.goOn();
      tell("who stands still goes on");
    }
  }

  private void die() {
    int calls = 1 + random.nextInt(25);
    rig.dieAfter(calls, random.nextBoolean());
    tell("the process dies after %d calls", calls);
  }

  /** What people do on a shop without a word. */
  private void meddle() throws InterruptedException {
    String code = shop();
    List<Listing> all = shops.get(code).shop().listings();
    Listing listing = all.get(random.nextInt(all.size()));
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        int quantity = listing.held() + random.nextInt(12);
        if (isTwoWay) {
          sellRenamed(code, listing);
        } else {
          shops.get(code).shop().edit(listing.id(), quantity);
        }
      }
      case 2 -> shops.get(code).shop().pause(listing.id());
      case 3 -> rename(code, listing);
      default -> {
        if (all.size() > 2 && isReadAsNamed(code, listing)) {
          shops.get(code).shop().delete(listing.id());
        }
      }
    }
    tell(
        "%s: somebody meddles with %s: %s",
        code,
        listing.sku(),
        shops.get(code).shop().find(listing.id()).map(Object::toString).orElse("gone"));
  }

  private void rename(String code, Listing listing) {
    if (isReadAsNamed(code, listing)) {
      shops.get(code).shop().rename(listing.id(), listing.sku() + "R");
    }
  }

  /** As who renames it and looks whether all is well: what was sold in between is no edit. */
  private void sellRenamed(String code, Listing listing) throws InterruptedException {
    rename(code, listing);
    shops.get(code).shop().sell(listing.id(), 1 + random.nextInt(2));
    new Reconciling(rig, code).want();
    for (int steps = random.nextInt(12); steps > 0; steps--) {
      rig.step(code);
    }
  }

  /** Nothing tells afterwards whose a name was that a listing had between two readings only. */
  private boolean isReadAsNamed(String code, Listing listing) {
    return truth.listings().stream()
        .anyMatch(
            known ->
                known.channel().equals(code) && listing.sku().equals(known.remote().ref().sku()));
  }

  /** What the server does when movements were recorded. */
  private void feed() {
    rig.reapply();
    if (!rig.shop.takeRecorded()) {
      return;
    }
    new JdbcSealer(rig.shop.transactions(), rig.shop.clock()).seal(rig.shop.seller());
    rig.listings.catchUp(
        rig.shop.seller(), movement -> false, Long.MAX_VALUE, rig.shop.clock().instant());
  }

  /**
   * Nothing goes wrong any more: a few minutes, and where that is not enough, a few hours. What
   * agrees then has to agree a while later too.
   */
  private void calm() throws InterruptedException {
    tell("calm");
    rig.goOn();
    rig.surviveOn();
    shops.values().forEach(account -> account.faults().stop());
    hear();
    boolean agrees = false;
    for (int i = 0; i < 12 && !agrees; i++) {
      agrees = rest(Duration.ofSeconds(75));
    }
    for (int i = 0; i < 4 && !agrees && !isStrict; i++) {
      agrees = rest(Duration.ofMinutes(61));
    }
    rest(Duration.ofSeconds(75));
  }

  private boolean rest(Duration time) throws InterruptedException {
    rig.shop.pass(time);
    rig.sandbox.settle();
    resume();
    feed();
    rig.run();
    feed();
    rig.run();
    return truth.agrees(received);
  }

  List<String> differences() throws InterruptedException {
    List<String> wrong = new ArrayList<>(truth.differences(received));
    rest(StillWaiting.WAITS_MAX.plusMinutes(1));
    wrong.addAll(new StillWaiting(rig).unseen());
    if (isStrict && truth.staleOverwrites() > 0) {
      wrong.add("%d stale overwrites".formatted(truth.staleOverwrites()));
    }
    return wrong;
  }

  /** All that happened on the shops. */
  String journal() {
    return shops.values().stream()
        .flatMap(account -> account.shop().journal().stream())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  /** How often a process went on that stood still, and had lost its lease. */
  int refused() {
    return rig.refused;
  }

  String story() {
    return String.join("\n", story);
  }

  @Override
  public void close() {
    rig.close();
  }
}
