package dev.onhand.engine.journal;

import dev.onhand.core.ledger.MovementId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the journal, newest first.
 *
 * @param hasMore whether there may be more beyond it, in the direction it was read
 * @param searchedTo null where the page is whole. Else what was asked for is so rare that the
 *     search stopped at this movement before the page was full, and goes on from there
 */
public record JournalPage(
    List<JournalEntry> entries, boolean hasMore, @Nullable MovementId searchedTo) {

  public JournalPage {
    entries = List.copyOf(entries);
  }
}
