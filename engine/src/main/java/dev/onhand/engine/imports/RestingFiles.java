package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files that somebody sent, to be looked at before they are applied. They rest where every node
 * finds them, until they are applied or discarded, or nobody comes back to them.
 */
public interface RestingFiles {

  /**
   * A file that came in.
   *
   * @param glance its top, as JSON
   * @param choices how it is to be read, as JSON
   */
  record Arrival(
      String name,
      String sha256,
      long bytes,
      String actor,
      Instant at,
      String glance,
      String choices) {}

  /**
   * A file that rests.
   *
   * @param version goes up with each choice
   * @param glance its top, as JSON
   * @param choices how it is to be read, as JSON
   * @param report what came of the last check, as JSON; null: none was made since the last choice
   * @param run that applies it, the last of them; null: none does
   * @param isApplied whether all of it is applied; then only this is known of it
   */
  record RestingFile(
      long id,
      String name,
      String sha256,
      long bytes,
      String actor,
      Instant at,
      int version,
      String glance,
      String choices,
      @Nullable String report,
      @Nullable Long run,
      boolean isApplied) {}

  /** How it is to be read, and what came of a check of that; null: it was not checked. */
  record Choice(String glance, String choices, @Nullable String report) {}

  /** What is in a file, from its beginning each time it is opened. */
  interface Content {
    InputStream open() throws IOException;
  }

  /**
   * Keeps a file, all of it or nothing.
   *
   * @return its id
   */
  long keep(SellerId seller, Arrival arrival, Content content);

  Optional<RestingFile> find(SellerId seller, long id);

  /** Those that are not applied, newest first; there are never many. */
  List<RestingFile> list(SellerId seller);

  /** What is in it; the stream ends early with an {@link IOException} if it goes away. */
  InputStream open(SellerId seller, RestingFile file);

  /**
   * Notes a choice.
   *
   * @param version that the choice was made of
   * @return false: somebody else chose meanwhile, or the file is gone
   */
  boolean choose(SellerId seller, long id, int version, Choice choice);

  /**
   * Notes that an import of it begins.
   *
   * @param version that was looked at
   * @return the import's id; empty: somebody else chose or applied it meanwhile, or it is gone
   */
  Optional<Long> begin(SellerId seller, long id, int version, ImportRun.Beginning beginning);

  /**
   * All of it is applied: its content goes.
   *
   * @param glance what is kept of its top, as JSON
   */
  void applied(SellerId seller, long id, String glance);

  /** The newest that were applied, newest first: how they were read is known for a year. */
  List<RestingFile> listApplied(SellerId seller, int limit);

  /**
   * Forgets it.
   *
   * @return false: it was gone
   */
  boolean discard(SellerId seller, long id);

  /**
   * Forgets some of what came before and was not applied, and what was a year before.
   *
   * @return how many; 0: there are no more
   */
  long forgetBefore(SellerId seller, Instant before);
}
