package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.Graphql;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connectors.letzshop.LetzshopDocuments.NodeDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentsDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The queries; nothing is changed by any. */
final class LetzshopApi {

  /** The rate that all of them count to. */
  static final String CALLS = "calls";

  private static final int PAGE_SIZE = 50;

  private static final String SCHEMA =
      "query{ __schema{ queryType{ name } types{ name enumValues{ name } fields{ name"
          + " args{ name type{ name ofType{ name ofType{ name } } } }"
          + " type{ name ofType{ name ofType{ name ofType{ name } } } } } } } }";

  private static final String SHIPMENT =
      "id state order{ completedAt shipAddress{ zipCode country{ iso } } }"
          + " inventoryUnits{ id state variant{ sku tradeId{ number } } }";

  /** How an error says that the key is not good; it comes with HTTP 200 as all others do. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?i)unauthori[sz]ed|unauthenticated|not authori[sz]ed|forbidden|access denied");

  private final ConnectorHttp http;
  private final Duration rereadTime;
  private final AtomicReference<Optional<LetzshopSchema>> known =
      new AtomicReference<>(Optional.empty());

  LetzshopApi(Settings settings, ConnectorHttp http) {
    this.http =
        http.at(settings.url("address"))
            .with("Authorization", "Bearer " + settings.text("api_key"))
            .with("Accept", "application/json");
    this.rereadTime = Duration.ofDays(settings.number("reread_days"));
  }

  /**
   * Since when those must have been placed that are read though they left or are over; at the
   * latest since when changes are asked for.
   */
  Instant rereadSince(Instant changedSince) {
    Instant since = http.now().minus(rereadTime);
    return since.isBefore(changedSince) ? since : changedSince;
  }

  /**
   * What may be asked for; read once, and anew after it turned out to have changed.
   *
   * @throws DeferredException if it lacks something that is needed
   */
  LetzshopSchema schema() throws InterruptedException {
    Optional<LetzshopSchema> before = known.get();
    if (before.isPresent()) {
      return before.get();
    }
    HttpReply reply = ask(SCHEMA, Map.of(), Purpose.ORDERS_POLL);
    LetzshopSchema now =
        LetzshopSchema.of(LetzshopDocuments.JSON.read(reply, "/data/__schema", JsonNode.class));
    known.set(Optional.of(now));
    return now;
  }

  /**
   * A page of the shipments in a state.
   *
   * @param from where the page before ended
   */
  ShipmentsDocument shipments(String state, Cursor from) throws InterruptedException {
    boolean hasPages = schema().hasPages();
    String query =
        "query%s{ shipments(state:%s%s){ nodes{ %s }%s } }"
            .formatted(
                hasPages ? "($after:String)" : "",
                state,
                hasPages ? ", first:%d, after:$after".formatted(PAGE_SIZE) : "",
                SHIPMENT,
                hasPages ? " pageInfo{ hasNextPage endCursor }" : "");
    Map<String, Object> variables = from.isStart() ? Map.of() : Map.of("after", from.value());
    HttpReply reply = ask(query, variables, Purpose.ORDERS_POLL);
    return LetzshopDocuments.JSON.read(reply, "/data/shipments", ShipmentsDocument.class);
  }

  /**
   * @throws DeferredException if the schema knows no shipment by its id: of each order for itself,
   *     so that nothing else waits for it
   */
  Optional<ShipmentDocument> shipment(String id) throws InterruptedException {
    LetzshopSchema schema = schema();
    if (!schema.hasNodes()) {
      throw new DeferredException(
          Cause.UNREADABLE,
          "Letzshop's schema has no node: a shipment is read among all of its state only");
    }
    String query =
        "query($id:ID!){ node(id:$id){ ... on %s{ %s } } }".formatted(schema.shipment(), SHIPMENT);
    HttpReply reply = ask(query, Map.of("id", id), Purpose.ORDER_READ);
    return Optional.ofNullable(
        LetzshopDocuments.JSON.read(reply, "/data", NodeDocument.class).node());
  }

  /** An answer with errors is taken for none, also where it holds data beside them. */
  private HttpReply ask(String query, Map<String, Object> variables, Purpose purpose)
      throws InterruptedException {
    HttpReply reply = http.send(Graphql.operation("", query, variables, purpose, CALLS).asking());
    Optional<GraphqlError> error = Graphql.error(reply);
    if (error.isEmpty()) {
      return reply;
    }
    String said = Objects.requireNonNullElse(error.get().message(), "an error without a word");
    if (REFUSED.matcher(said).find()) {
      throw new DeferredException(Cause.LOGIN_REFUSED, "Letzshop said: " + said);
    }
    known.set(Optional.empty()); // it may be that the schema changed: then that is said next time
    throw new DeferredException(Cause.UNEXPECTED, "Letzshop said: " + said);
  }
}
