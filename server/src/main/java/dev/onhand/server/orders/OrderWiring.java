package dev.onhand.server.orders;

import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.imports.OrderText;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.Backorders;
import dev.onhand.engine.orders.Channels;
import dev.onhand.engine.orders.Destinations;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.OrderFailures;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.PostcodeAreas;
import dev.onhand.engine.orders.ReservationAudit;
import dev.onhand.engine.orders.ReservationMending;
import dev.onhand.engine.orders.Reservations;
import dev.onhand.engine.orders.ReturnRows;
import dev.onhand.engine.orders.Returns;
import dev.onhand.engine.stock.OpenDifferences;
import dev.onhand.engine.verification.LevelAudit;
import dev.onhand.engine.verification.ReservationBooks;
import dev.onhand.engine.verification.Verification;
import dev.onhand.server.web.LedgerProblems;
import dev.onhand.server.web.NanoTime;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.journal.JdbcReturns;
import dev.onhand.store.orders.JdbcBackorders;
import dev.onhand.store.orders.JdbcChannels;
import dev.onhand.store.orders.JdbcOrderFailures;
import dev.onhand.store.orders.JdbcOrderStates;
import dev.onhand.store.orders.JdbcOrders;
import dev.onhand.store.orders.JdbcPostcodeAreas;
import dev.onhand.store.orders.JdbcReservations;
import dev.onhand.store.stock.JdbcOpenDifferences;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts orders together. */
@Configuration(proxyBeanMethods = false)
class OrderWiring {

  @Bean
  JdbcOrderStates orderStates() {
    return new JdbcOrderStates();
  }

  @Bean
  OrderRows orderRows(SellerTransactions transactions) {
    return new JdbcOrders(transactions);
  }

  @Bean
  Channels channels(SellerTransactions transactions) {
    return new JdbcChannels(transactions);
  }

  @Bean
  PostcodeAreas postcodeAreas(SellerTransactions transactions) {
    return new JdbcPostcodeAreas(transactions);
  }

  @Bean
  Destinations destinations(PostcodeAreas areas) {
    return new Destinations(areas);
  }

  @Bean
  Orders orders(PlanningLedger ledger) {
    return new Orders(ledger);
  }

  /** For those who bring orders from channels. */
  @Bean
  Consumer<OrderResult> orderLog() {
    return OrderLog::write;
  }

  /** For imports. */
  @Bean
  OrderText orderText(JsonMapper json, Destinations destinations) {
    return new OrderJson(json, destinations);
  }

  @Bean
  Returns returns(PlanningLedger ledger, Journal journal, OrderRows rows) {
    return new Returns(ledger, journal, rows);
  }

  @Bean
  ReturnRows returnRows(SellerTransactions transactions) {
    return new JdbcReturns(transactions);
  }

  @Bean
  Holds holds(PlanningLedger ledger, InstantSource clock) {
    return new Holds(ledger, clock);
  }

  @Bean
  Reservations reservations(SellerTransactions transactions) {
    return new JdbcReservations(transactions);
  }

  @Bean
  Backorders backorders(SellerTransactions transactions) {
    return new JdbcBackorders(transactions);
  }

  @Bean
  ReservationAudit reservationAudit(
      ReservationBooks books,
      LevelAudit levels,
      Verification verification,
      Orders orders,
      LedgerCalls ledger,
      InstantSource clock) {
    ReservationMending mending = new ReservationMending(books, verification, orders, ledger, clock);
    return new ReservationAudit(books, levels, mending, clock);
  }

  @Bean
  JobWork reservationAuditWork(ReservationAudit audit, JsonMapper json) {
    return new ReservationAuditWork(audit, json);
  }

  @Bean
  OrderFailures orderFailures(SellerTransactions transactions) {
    return new JdbcOrderFailures(transactions);
  }

  @Bean
  FailedOrders failedOrders(
      OrderFailures rows, Orders orders, LedgerCalls ledger, Alerts alerts, InstantSource clock) {
    return new FailedOrders(rows, orders, ledger, alerts, LedgerProblems::detail, clock);
  }

  @Bean
  Deliveries deliveries(Locations locations, FailedOrders failed) {
    return new Deliveries(locations, failed);
  }

  @Bean
  OpenDifferences openDifferences(SellerTransactions transactions, InstantSource clock) {
    return new JdbcOpenDifferences(transactions, clock);
  }

  /** A bean of its own, which the ledger is made with; the loop is made with the ledger. */
  @Bean
  RaisedStock raisedStock() {
    return new RaisedStock();
  }

  @Bean(destroyMethod = "close")
  ReapplyLoop reapplyLoop(
      Sellers sellers,
      RaisedStock raised,
      OrderRows rows,
      Orders orders,
      LedgerCalls ledger,
      FailedOrders failed,
      OpenDifferences differences,
      NanoTime nanoTime,
      InstantSource clock) {
    ReapplyLoop loop =
        new ReapplyLoop(
            sellers,
            raised,
            new Reapplying(rows, orders, ledger, clock),
            failed,
            differences,
            nanoTime);
    loop.start();
    return loop;
  }
}
