package dev.onhand.server.alerts;

import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Limits;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connector.http.Purpose;
import dev.onhand.engine.alerts.AlertText;
import dev.onhand.engine.alerts.Courier.UndeliveredException;
import dev.onhand.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts texts to where people chat, as {@code {"text": …}}. It leaves by the transport of channels:
 * only to the open internet and what the operator allows, within a deadline, without redirects.
 */
final class ChatCourier {

  /** A seller gathers for minutes, so that nothing has to be paced here. */
  private static final Limits LIMITS = new Limits(1, List.of(), Duration.ofMinutes(1));

  private final HttpTransport transport;
  private final InstantSource clock;

  ChatCourier(HttpTransport transport, InstantSource clock) {
    this.transport = transport;
    this.clock = clock;
  }

  void bring(Secret url, AlertText text) throws UndeliveredException, InterruptedException {
    String json =
        JsonMapper.shared()
            .writeValueAsString(Map.of("text", "*%s*\n%s".formatted(text.subject(), text.body())));
    try {
      new ConnectorHttp(transport, new Pacer(LIMITS), record -> {}, clock)
          .at(URI.create(url.reveal()))
          .send(HttpCall.send(HttpCall.Method.POST, "", json, Purpose.SUBSCRIPTION));
    } catch (DeferredException | UnconfirmedException e) {
      String said = String.valueOf(e.getMessage()).replaceFirst("^POST\\s*:?\\s*", "it ");
      throw new UndeliveredException(
          "the address did not take the message: %s. Is it the incoming webhook's whole address, and does that still exist?"
              .formatted(said),
          e);
    }
  }
}
