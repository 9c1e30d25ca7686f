print("tt-sandbox")
