/** The WeChat bridge: what service accounts' hosts ask, and the media that they keep. */
@NullMarked
package dev.deskbus.gateway.wechat;

import org.jspecify.annotations.NullMarked;
