package dev.onhand.server.pages;

import dev.onhand.engine.paging.Slice;

/**
 * A number that people act on.
 *
 * @param count as text: "100 or more" where it is not counted further
 * @param path where what it counts is listed
 * @param isTrouble whether it is something to act on
 */
public record OverviewTile(String label, String count, String path, boolean isTrouble) {

  static OverviewTile of(String label, long count, String path) {
    return new OverviewTile(label, Show.units(count), path, count > 0);
  }

  static OverviewTile of(String label, Slice<?> found, String path) {
    String count = found.rows().size() + (found.hasMore() ? " or more" : "");
    return new OverviewTile(label, count, path, !found.rows().isEmpty());
  }
}
