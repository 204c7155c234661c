package dev.onhand.server.access;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who a request acts for, once its token was checked. */
public final class Callers {

  private static final String ATTRIBUTE = "dev.onhand.caller";

  private Callers() {}

  static void set(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }

  /** Who a request acts for; empty: nobody is signed in. */
  public static Optional<Caller> find(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  /** Refuses a request whose caller lacks a scope, for handlers that find out late. */
  public static void require(HttpServletRequest request, Scope scope) {
    ScopeInterceptor.require(request, scope);
  }

  /** The same, where it is known who the caller is. */
  public static void require(Caller caller, Scope scope) {
    if (!caller.may(scope)) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "This needs the scope %s, which your token or role does not have."
              .formatted(scope.code()));
    }
  }

  static ProblemException tokenMissing() {
    return new ProblemException(
        ProblemCode.UNAUTHENTICATED,
        "Send the header Authorization: Bearer and a token. The first one is in the file 'token' of the data directory.");
  }
}
