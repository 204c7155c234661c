package dev.onhand.gates.bad.server;

import dev.onhand.gates.bad.Breaks;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;

@Breaks("HTTP leaves by the client")
final class OpensUrl {
  URLConnection open(URI uri) throws IOException {
    return uri.toURL().openConnection();
  }
}
