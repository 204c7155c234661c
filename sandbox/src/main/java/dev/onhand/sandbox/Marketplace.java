package dev.onhand.sandbox;

import dev.onhand.sandbox.shop.Rules;
import java.util.List;

/** A marketplace of which a sandbox can open accounts. */
public interface Marketplace {

  /** How it keeps stock. */
  Rules rules();

  /** What it limits. */
  List<Limit> limits();

  /** A dialect for one account. */
  Dialect open(Site site);
}
