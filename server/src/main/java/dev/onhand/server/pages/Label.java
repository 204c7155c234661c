package dev.onhand.server.pages;

/**
 * A label to stick on goods.
 *
 * @param symbol which scanners read as the SKU
 */
public record Label(String sku, String name, Symbol symbol) {}
