package dev.onhand.engine.views;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/** The views that somebody keeps of the lists of a seller, and their columns: nobody else's. */
public interface SavedViews {

  /** So many of one list. */
  int VIEWS_MAX = 30;

  /** Those of one list, by name. */
  List<SavedView> list(SellerId seller, String actor, String path);

  /**
   * Keeps a view, in the place of one with the same name; where it is the usual one, the others are
   * not any more.
   *
   * @throws IllegalArgumentException if there are {@value #VIEWS_MAX} others of this list
   */
  void keep(SellerId seller, String actor, String path, SavedView view);

  /** Removes one; nothing if there is none. */
  void remove(SellerId seller, String actor, String path, String name);

  /** The columns that somebody does not want to see in a list, whatever its filters are. */
  List<String> hidden(SellerId seller, String actor, String path);

  /** Keeps which these are. */
  void hide(SellerId seller, String actor, String path, List<String> columns);
}
