package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.View;

/** Tells people what went wrong where no page of its own could: at a path that is none, say. */
public interface ProblemPage {

  /** The page of a problem, with its status. */
  View of(HttpServletRequest request, ProblemException problem);

  /** Whether a person with a browser asks, and not a program. */
  static boolean isWanted(HttpServletRequest request) {
    String path = request.getRequestURI();
    String accept = request.getHeader("Accept");
    return accept != null
        && accept.contains("text/html")
        && path != null
        && !path.startsWith("/api/")
        && !path.startsWith("/hooks/")
        && !path.startsWith("/assets/");
  }
}
