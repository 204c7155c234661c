package dev.onhand.engine.channels;

/**
 * What waits for who works an account.
 *
 * @param listings whether one may be told its number, or is held by the brake
 * @param attempted whether of one it is not known what became of the number it was told
 * @param wanted whether one is to be read
 * @param told whether the channel told something that is not worked off
 */
public record Waiting(boolean listings, boolean attempted, boolean wanted, boolean told) {

  public boolean isAny() {
    return listings || attempted || wanted || told;
  }

  Waiting withListings() {
    return new Waiting(true, attempted, wanted, told);
  }
}
