package dev.onhand.server.operations;

import jakarta.servlet.ServletRequest;

/**
 * The port for those who run the server, which needs no token and must not be open to others.
 *
 * @param number 0: there is none
 */
public record ManagementPort(int number) {

  boolean isPortOf(ServletRequest request) {
    return number != 0 && request.getLocalPort() == number;
  }
}
