window.YTD.tweets.part0 = [{"tweet":{"id_str":"7","full_text":"A bridge fell &amp; boats sail.","created_at":"Tue Apr 05 10:33:00 +0000 2016","user":{"name":"Daily Test","screen_name":"dailytest"}}}]
