package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;
import java.net.http.HttpClient;

@Breaks("HTTP leaves by the client")
final class CallsOut {
  HttpClient client() {
    return HttpClient.newHttpClient();
  }
}
