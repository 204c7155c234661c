package dev.onhand.server.leases;

/**
 * This process among those that use the database.
 *
 * @param name that no other has, nor had
 * @param isAlone whether no other can: the database is our own, which let nobody in any more who
 *     was there before this process, and lets in nobody else
 */
public record Node(String name, boolean isAlone) {}
