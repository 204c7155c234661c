package dev.onhand.gates;

import com.tngtech.archunit.lang.ArchRule;

/** One architecture rule under the name that a sample names it by. */
record Wall(String name, ArchRule rule) {
  @Override
  public String toString() {
    return name;
  }
}
