package dev.onhand.engine.channels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a rule would do; nothing of it was done.
 *
 * @param changed listings that should show another number then
 * @param raised those of them that should show more
 * @param zeroed those of them that should show nothing any more
 * @param pushes those of them that would have to be told, for they do not show it already
 * @param changes the largest of them, at most {@value #SHOWN_MAX}
 */
public record RulePreview(
    long changed, long raised, long zeroed, long pushes, List<Change> changes) {

  /** More are counted and not shown. */
  public static final int SHOWN_MAX = 200;

  public RulePreview {
    changes = List.copyOf(changes);
  }

  /**
   * A listing that should show another number.
   *
   * @param shown what it is believed to show now; null: not known
   * @param from what it should show by the rules as they are
   * @param to what it should show then
   */
  public record Change(
      long listing, String title, String sku, @Nullable Long shown, long from, long to) {}
}
