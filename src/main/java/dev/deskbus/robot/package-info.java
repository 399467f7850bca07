/** The robots behind the port of that name: frequent questions, and chat completion over HTTP. */
@NullMarked
package dev.deskbus.robot;

import org.jspecify.annotations.NullMarked;
