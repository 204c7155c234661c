/**
 * The web pages: what people look at and work with. Each page is a handler that gathers what it
 * shows from the use cases, a record of just that, and a template; no page asks a channel for
 * anything. Where somebody wants a channel tested, that is done beside the page.
 */
@NullMarked
package dev.onhand.server.pages;

import org.jspecify.annotations.NullMarked;
