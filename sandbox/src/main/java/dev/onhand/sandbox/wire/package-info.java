/**
 * HTTP/1.1 over plain sockets, so that a reply can be spoiled in every way a wire can. It knows no
 * marketplace: a request goes in, a {@link dev.onhand.sandbox.wire.Reply} comes out.
 */
@NullMarked
package dev.onhand.sandbox.wire;

import org.jspecify.annotations.NullMarked;
