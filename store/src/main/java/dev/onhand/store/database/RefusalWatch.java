package dev.onhand.store.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees every exception of a pooled connection. It warns of an attempt to change or delete a
 * movement, wherever in the program that was tried, and throws away a connection to a server that
 * has become a standby, so that the next one goes to the primary.
 */
final class RefusalWatch implements SQLExceptionOverride {

  private static final Logger LEDGER = LoggerFactory.getLogger("dev.onhand.ledger");

  private static final String READ_ONLY_STATE = "25006";
  private static final String PERMISSION_STATE = "42501";

  /** The table by its whole name, and neither the sequence movement_id nor a later movement_x. */
  private static final Pattern MOVEMENT = Pattern.compile("\\bmovement\\b");

  /**
   * The routine of the server that refuses an insert for another seller; that changes no movement.
   */
  private static final String ROW_SECURITY_ROUTINE = "ExecWithCheckOptions";

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    if (isRefusedMovementChange(failure)) {
      LEDGER.warn("movement change refused: {}", failure.getMessage());
    }
    return READ_ONLY_STATE.equals(failure.getSQLState())
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }

  /**
   * Whether a right on the table {@code movement} was wanting, or its trigger refused. The words of
   * the message depend on the server's language; the table's name and the routine do not.
   */
  static boolean isRefusedMovementChange(SQLException failure) {
    if (!PERMISSION_STATE.equals(failure.getSQLState())) {
      return false;
    }
    Optional<ServerErrorMessage> server =
        failure instanceof PSQLException driver
            ? Optional.ofNullable(driver.getServerErrorMessage())
            : Optional.empty();
    return server
        .filter(message -> !ROW_SECURITY_ROUTINE.equals(message.getRoutine()))
        .map(ServerErrorMessage::getMessage)
        .filter(text -> MOVEMENT.matcher(text).find())
        .isPresent();
  }
}
