package dev.onhand.cli;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * The server's answer to one request.
 *
 * @param body missing if the answer had none
 */
record Reply(int status, JsonNode body, HttpHeaders headers) {

  /** The first header of that name, "" if there is none. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether the write had been made before, by an earlier request with the same key. */
  boolean isRepeated() {
    return header("Idempotency-Hit").equals("true");
  }
}
