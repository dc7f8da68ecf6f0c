filedesc://a.arc 0.0.0.0 20160406100000 text/plain 4
1 0

http://example.org/a b 192.0.2.1 20160406100000 text/html 134
HTTP/1.1 200 OK
Content-Type: text/html

<html><body><p>The old bridge of Ruwaydah fell into the river on Monday.</p></body></html>

