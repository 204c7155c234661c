package dev.onhand.server.settings;

import dev.onhand.engine.access.Role;

/** Who must have a second factor to sign in with a password. */
public enum SecondFactorDemand {
  /** Nobody: who wants one has one. */
  OPTIONAL,
  /** Owners and admins: who may give others a role. */
  ADMINS,
  ALL;

  public boolean isOf(Role role) {
    return switch (this) {
      case OPTIONAL -> false;
      case ADMINS -> role == Role.OWNER || role == Role.ADMIN;
      case ALL -> true;
    };
  }
}
