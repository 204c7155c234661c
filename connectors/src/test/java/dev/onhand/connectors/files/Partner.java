package dev.onhand.connectors.files;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.nio.file.Path;
import java.util.List;

/**
 * A partner with whom a folder is shared.
 *
 * @param disk where it lies
 */
record Partner(Path disk, Taking taking) implements Marketplace {

  @Override
  public Rules rules() {
    return Rules.of(taking).withQuantities(0, Integer.MAX_VALUE);
  }

  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return new PartnerDialect(site, disk);
  }
}
